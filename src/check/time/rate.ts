import { formatMs, formatNumber } from '../../base/units.ts';
import type { Rule } from '../rule.ts';
import { fromFact } from '../words.ts';

const ROWS = 100;
const SPAN_MS = 2000;
const TOLERANCE = 0.01;

export const rate: Rule = {
  id: 'time.rate',
  family: 'time',
  severity: 'warning',
  unit: 'stream',
  summary: 'Rows per second of source time differ from 1/lines_dt by more than 1 %.',
  start({ tally, shared, expectation }) {
    const nominal = expectation.rowStepMs;
    let steps = 0;
    let spanMs = 0;
    shared.rowSteps.onStep.push(({ stepMs }) => {
      steps += 1;
      spanMs += stepMs;
    });
    return {
      end() {
        if (!nominal || steps + 1 < ROWS || spanMs < SPAN_MS) return;
        tally.examine();
        const ratio = (steps * nominal.value) / spanMs;
        if (Math.abs(ratio - 1) <= TOLERANCE) return;
        tally.violate(null, () => ({
          ...shared.places.stream(),
          expected: `${fromFact(nominal, (ms) => formatNumber(1000 / ms))} rows/s, within 1 %`,
          actual: `${formatNumber((1000 * steps) / spanMs)} rows/s`,
          message: `rows come at ${formatNumber(100 * ratio, 1)} % of the nominal rate of source time`,
        }));
      },
      skipped() {
        if (!nominal) return 'the nominal step between rows is unknown (lines_dt)';
        if (!shared.sent('rowStart')) return 'no row times are sent';
        return `needs ${ROWS} rows over ${formatMs(SPAN_MS)}, had ${steps + 1} over ${formatMs(spanMs)}`;
      },
    };
  },
};
