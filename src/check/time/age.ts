import { formatMs } from '../../base/units.ts';
import type { Rule } from '../rule.ts';
import { time } from '../words.ts';

const OLDEST_MS = 60_000;

export const age: Rule = {
  id: 'time.age',
  family: 'time',
  severity: 'warning',
  unit: 'frames',
  summary: 'Live: the newest row is older than 60 s on our clock.',
  start({ tally, shared, expectation }) {
    const { nfft, prr } = expectation;
    // A row that tells its start alone is as old as its FFT window is long when it is brand new.
    const windowMs = nfft && prr ? (1000 * nfft.value) / prr.value : 0;
    return {
      frame(frame, { newestEnd, newestStart }) {
        const hasEnd = shared.sent('rowEnd');
        if (!expectation.live || frame.rowCount === 0 || (!hasEnd && !shared.sent('rowStart'))) return;
        tally.examine();
        const newest = hasEnd ? newestEnd : newestStart + windowMs;
        const ageMs = frame.arrivalEpoch - newest;
        if (ageMs <= OLDEST_MS) return;
        tally.violate(frame.index, () => ({
          ...shared.places.at(frame),
          expected: `a row of the last ${formatMs(OLDEST_MS)}`,
          actual: `${formatMs(ageMs)} old`,
          message: `the newest row (${time(newest)}) was ${formatMs(ageMs)} old on our clock when it came`,
        }));
      },
      skipped: () => (expectation.live ? 'no row times are sent' : 'the job is not live'),
    };
  },
};
