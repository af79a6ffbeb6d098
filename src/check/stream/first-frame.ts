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
    const { firstFrameMs: limit, unit = 'frame', minFrames } = expectation;
    let reason = 'the stream did not end';
    return {
      end({ messages, firstFrameMs, durationMs, reason: ended }) {
        const came = messages > 0;
        if (!came && expectation.status !== 0) {
          reason = `no ${unit} came, and ${statusName(expectation.status)} was expected`;
          return;
        }
        if (!came && minFrames?.value === 0) {
          reason = `no ${unit} came, and none had to (${minFrames.origin})`;
          return;
        }
        if (!came && (ended === 'interrupted' || ended === 'unsent') && durationMs < limit.value) {
          reason = `${ended} before a first ${unit} was due`;
          return;
        }
        tally.examine();
        if (came && (firstFrameMs === null || firstFrameMs <= limit.value)) return;
        const place = came ? { ...shared.places.stream(), frame: 0 } : shared.places.stream();
        tally.violate(came ? 0 : null, () => ({
          ...place,
          expected: `a ${unit} within ${fromFact(limit, formatMs)}`,
          actual: came ? formatMs(firstFrameMs ?? 0) : 'none',
          message: came
            ? `the first ${unit} came after ${formatMs(firstFrameMs ?? 0)}`
            : `no ${unit} came in ${formatMs(durationMs)}`,
        }));
      },
      skipped: () => reason,
    };
  },
};
