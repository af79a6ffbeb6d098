import { formatMs } from '../../base/units.ts';
import type { Rule } from '../rule.ts';
import { fromFact, time } from '../words.ts';

/** Row times are rounded to milliseconds. */
const ROUNDING_MS = 1;

export const window: Rule = {
  id: 'time.window',
  family: 'time',
  severity: 'error',
  unit: 'rows',
  summary: 'A row of a historic job lies outside start_time..end_time by more than one FFT window.',
  start({ tally, shared, expectation }) {
    const { prr, nfft, live } = expectation;
    const span = expectation.window;
    const fft = prr && nfft ? (1000 * nfft.value) / prr.value : 0;
    return {
      frame(frame) {
        if (live || !span || !shared.sent('rowStart')) return;
        tally.examine(frame.rowCount);
        const hasEnd = shared.sent('rowEnd');
        const { min, max } = span.value;
        for (let row = 0; row < frame.rowCount; row += 1) {
          const start = frame.rows.start[row] as number;
          const end = hasEnd ? (frame.rows.end[row] as number) : start;
          // A row is as long as its FFT window.
          const slack = Math.max(fft, end - start, shared.rowSteps.dt ?? 0) + ROUNDING_MS;
          const early = start < min - slack;
          if (!early && end <= max + slack) continue;
          tally.violate(frame.index, () => ({
            ...shared.places.at(frame, { row }),
            expected: fromFact(span, () => `${time(min)} to ${time(max)}`),
            actual: `${time(start)} to ${time(end)}`,
            message: early
              ? `the row starts ${formatMs(min - start)} before the window asked for`
              : `the row ends ${formatMs(end - max)} after the window asked for`,
          }));
        }
      },
      skipped() {
        if (live) return 'the job is live';
        return span ? 'no row times are sent' : 'the window asked for is unknown';
      },
    };
  },
};
