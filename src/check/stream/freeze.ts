import { formatMs } from '../../base/units.ts';
import type { Rule } from '../rule.ts';

const FEWEST_GAPS = 5;

export const freeze: Rule = {
  id: 'stream.freeze',
  family: 'stream',
  severity: 'warning',
  unit: 'stream',
  summary: 'The stream froze: a gap of at least max(3*avg, avg + 150 ms) over the up to 30 gaps before it.',
  start({ tally, shared }) {
    const { freezes, places } = shared;
    freezes.onFreeze = ({ index, arrival, gapMs, limitMs }) => {
      const build = (): ReturnType<Parameters<typeof tally.more>[1]> => ({
        ...places.message(index, arrival),
        expected: `a gap below ${formatMs(limitMs)}`,
        actual: formatMs(gapMs),
        message: `the stream froze for ${formatMs(gapMs)}`,
      });
      // The stream is the unit: it is violated once, with a finding a freeze.
      if (tally.violations === 0) tally.violate(index, build);
      else tally.more(index, build);
    };
    return {
      end() {
        if (freezes.gaps >= FEWEST_GAPS) tally.examine();
      },
      skipped: () => `needs ${FEWEST_GAPS} gaps between messages, ${freezes.gaps} came`,
    };
  },
};
