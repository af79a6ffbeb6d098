import { plural } from '../../base/text.ts';
import { formatMs, formatNumber } from '../../base/units.ts';
import type { Rule } from '../rule.ts';

const SHARE = 0.05;
const SPAN_MS = 10_000;

export const freezeShare: Rule = {
  id: 'stream.freeze-share',
  family: 'stream',
  severity: 'error',
  unit: 'stream',
  summary: 'Freezes take more than 5 % of the time, over at least 10 s.',
  start({ tally, shared }) {
    const { freezes, places } = shared;
    return {
      end() {
        if (freezes.gaps < 5 || freezes.spanMs < SPAN_MS) return;
        tally.examine();
        const share = freezes.totalMs / freezes.spanMs;
        if (share <= SHARE) return;
        tally.violate(null, () => ({
          ...places.stream(),
          expected: `at most ${100 * SHARE} % of the time`,
          actual: `${formatNumber(100 * share, 1)} %`,
          message: `${plural(freezes.count, 'freeze')} took ${formatMs(freezes.totalMs)} of ${formatMs(freezes.spanMs)}`,
        }));
      },
      skipped: () => `needs 5 gaps over ${formatMs(SPAN_MS)}, had ${freezes.gaps} over ${formatMs(freezes.spanMs)}`,
    };
  },
};
