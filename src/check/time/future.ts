import { formatMs } from '../../base/units.ts';
import type { Rule } from '../rule.ts';

const LIMIT_MS = 5000;
const QUARTER_MS = 15 * 60_000;
/** How far from a multiple of 15 minutes still looks like a time zone: latency and a clock somewhat off. */
const NEAR_MS = 60_000;
/** The farthest time zone is UTC+14. */
const FARTHEST_MS = 14 * 3_600_000;

export const future: Rule = {
  id: 'time.future',
  family: 'time',
  severity: 'warning',
  unit: 'frames',
  summary: 'A row ends more than 5 s after its arrival on our clock; one finding a run, with the offset.',
  start({ tally, shared }) {
    let told = false;
    return {
      frame(frame, { newestEnd, newestStart }) {
        const hasEnd = shared.sent('rowEnd');
        if (frame.rowCount === 0 || (!hasEnd && !shared.sent('rowStart'))) return;
        tally.examine();
        const ahead = (hasEnd ? newestEnd : newestStart) - frame.arrivalEpoch;
        if (ahead <= LIMIT_MS) return;
        if (told) {
          tally.violate(frame.index);
          return;
        }
        told = true;
        tally.violate(frame.index, () => ({
          ...shared.places.at(frame),
          expected: `no row more than ${formatMs(LIMIT_MS)} ahead of our clock`,
          actual: `${formatMs(ahead)} ahead`,
          message: `a row ends ${formatMs(ahead)} after it came, by our clock${zone(ahead)}`,
        }));
      },
      skipped: () => 'no row times are sent',
    };
  },
};

/** The time zone an offset suggests. */
function zone(ms: number): string {
  const quarters = Math.round(ms / QUARTER_MS);
  if (quarters === 0 || ms > FARTHEST_MS + NEAR_MS || Math.abs(ms - quarters * QUARTER_MS) > NEAR_MS) return '';
  const minutes = String((quarters % 4) * 15).padStart(2, '0');
  return `: local time sent as UTC? it fits UTC+${String(Math.floor(quarters / 4)).padStart(2, '0')}:${minutes}`;
}
