import type { Rule } from '../rule.ts';
import { fromFact } from '../words.ts';

export const until: Rule = {
  id: 'stream.until',
  family: 'stream',
  severity: 'warning',
  unit: 'stream',
  summary: 'The stream was to end when a condition holds (--until), and ended before it did.',
  start({ tally, shared, expectation: { until: condition } }) {
    return {
      end({ reason, messages }) {
        if (!condition) return;
        tally.examine();
        if (reason === 'until') return;
        tally.violate(null, () => ({
          ...shared.places.stream(),
          expected: fromFact(condition),
          actual: `ended by ${reason}`,
          message: `the condition held for none of ${messages} messages`,
        }));
      },
      skipped: () => 'no --until given',
    };
  },
};
