import { statusName } from '../../base/status.ts';
import { formatMs } from '../../base/units.ts';
import type { Rule } from '../rule.ts';
import { fromFact } from '../words.ts';

export const firstFrame: Rule = {
  id: 'stream.first-frame',
  family: 'stream',
  severity: 'error',
  unit: 'stream',
  summary: 'No frame came, or the first one later than max(5 s, NFFT/PRR + 2 s).',
  start({ tally, shared, expectation }) {
    const limit = expectation.firstFrameMs;
    let reason = 'the stream did not end';
    return {
      end({ messages, firstFrameMs, durationMs, reason: ended }) {
        const came = messages > 0;
        if (!came && expectation.status !== 0) {
          reason = `no frame came, and ${statusName(expectation.status)} was expected`;
          return;
        }
        if (!came && ended === 'interrupted' && durationMs < limit.value) {
          reason = 'interrupted before a first frame was due';
          return;
        }
        tally.examine();
        if (came && (firstFrameMs === null || firstFrameMs <= limit.value)) return;
        const place = came ? { ...shared.places.stream(), frame: 0 } : shared.places.stream();
        tally.violate(came ? 0 : null, () => ({
          ...place,
          expected: `a frame within ${fromFact(limit, formatMs)}`,
          actual: came ? formatMs(firstFrameMs ?? 0) : 'none',
          message: came
            ? `the first frame came after ${formatMs(firstFrameMs ?? 0)}`
            : `no frame came in ${formatMs(durationMs)}`,
        }));
      },
      skipped: () => reason,
    };
  },
};
