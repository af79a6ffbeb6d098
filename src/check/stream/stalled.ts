import { plural } from '../../base/text.ts';
import { formatMs } from '../../base/units.ts';
import type { Rule } from '../rule.ts';

export const stalled: Rule = {
  id: 'stream.stalled',
  family: 'stream',
  severity: 'error',
  unit: 'stream',
  summary: 'No message came for max(--idle-timeout, 10 nominal gaps).',
  start({ tally, shared, expectation }) {
    return {
      end({ reason, silentMs, messages }) {
        tally.examine();
        if (reason !== 'stalled') return;
        const last = messages > 0 ? messages - 1 : null;
        tally.violate(last, () => ({
          ...shared.places.stream(),
          ...(last === null ? {} : { frame: last }),
          expected: `a message within ${formatMs(expectation.idleMs)}`,
          actual: `${formatMs(silentMs)} of silence`,
          message: `the stream stalled: nothing for ${formatMs(silentMs)} after ${plural(messages, 'message')}`,
        }));
      },
      skipped: () => 'the stream did not end',
    };
  },
};
