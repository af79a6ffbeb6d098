import type { Rule } from '../rule.ts';
import { fromFact } from '../words.ts';

export const coverage: Rule = {
  id: 'stream.coverage',
  family: 'stream',
  severity: 'warning',
  unit: 'stream',
  summary: 'Fewer streams were opened than the job has.',
  start({ tally, shared, expectation }) {
    const { streams } = expectation;
    return {
      end({ streamsOpened }) {
        if (!streams) return;
        tally.examine();
        if (streamsOpened >= streams.value) return;
        tally.violate(null, () => ({
          ...shared.places.stream(),
          expected: fromFact(streams),
          actual: String(streamsOpened),
          message: `${streamsOpened} of ${streams.value} streams examined`,
        }));
      },
      skipped: () => 'the number of streams is unknown (stream_amount)',
    };
  },
};
