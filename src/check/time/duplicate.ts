import type { Rule } from '../rule.ts';
import { NO_ROW_STEPS } from '../shared.ts';
import { time } from '../words.ts';

export const duplicate: Rule = {
  id: 'time.duplicate',
  family: 'time',
  severity: 'error',
  unit: 'rows',
  summary: 'A row repeats start, end, canvas and content of the previous one.',
  start({ tally, shared }) {
    shared.rowSteps.onRow.push(({ frame, kind, start, place }) => {
      tally.examine();
      if (kind !== 'duplicate') return;
      tally.violate(frame, () => ({
        ...place(),
        expected: 'a new row',
        actual: `the previous row again (${time(start)})`,
        message: 'the row repeats time and content of the previous row of its canvas',
      }));
    });
    return { skipped: () => (shared.sent('rowStart') ? NO_ROW_STEPS.single : NO_ROW_STEPS.unsent) };
  },
};
