import type { Rule } from '../rule.ts';
import { fromFact } from '../words.ts';

export const rows: Rule = {
  id: 'dimension.rows',
  family: 'dimension',
  severity: 'error',
  unit: 'frames',
  summary: 'The number of rows in a frame differs from --rows.',
  start({ tally, shared, expectation }) {
    const expected = expectation.rows;
    return {
      frame(frame) {
        if (!expected) return;
        tally.examine();
        if (frame.rowCount === expected.value) return;
        tally.violate(frame.index, () => ({
          ...shared.places.at(frame),
          expected: fromFact(expected),
          actual: String(frame.rowCount),
          message: `the frame has ${frame.rowCount} rows instead of ${expected.value}`,
        }));
      },
      skipped: () => 'no number of rows was given (--rows)',
    };
  },
};
