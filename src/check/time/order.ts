import type { Rule } from '../rule.ts';
import { NO_ROW_STEPS } from '../shared.ts';
import { time } from '../words.ts';

export const order: Rule = {
  id: 'time.order',
  family: 'time',
  severity: 'error',
  unit: 'rows',
  summary: 'A row starts before the previous row of its canvas.',
  start({ tally, shared }) {
    shared.rowSteps.onRow.push(({ frame, kind, start, previous, place }) => {
      tally.examine();
      if (kind !== 'order') return;
      tally.violate(frame, () => ({
        ...place(),
        expected: `not before ${time(previous)} (previous row)`,
        actual: time(start),
        message: `the row starts ${previous - start} ms before the previous row of its canvas`,
      }));
    });
    return { skipped: () => (shared.sent('rowStart') ? NO_ROW_STEPS.single : NO_ROW_STEPS.unsent) };
  },
};
