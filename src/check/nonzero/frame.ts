import type { Rule } from '../rule.ts';
import { number } from '../words.ts';

export const frame: Rule = {
  id: 'nonzero.frame',
  family: 'nonzero',
  severity: 'error',
  unit: 'frames',
  summary: 'All values of the frame are equal; zero is one case.',
  start({ tally, shared }) {
    return {
      frame(frame, { loudValues, loudMin, loudMax, loudNonFinite }) {
        if (loudValues < 2) return;
        tally.examine();
        if (loudMin !== loudMax || loudNonFinite > 0) return;
        tally.violate(frame.index, () => ({
          ...shared.places.at(frame),
          expected: 'values that differ',
          actual: `${loudValues} times ${number(loudMin)}`,
          message: `all ${loudValues} values of the frame are ${number(loudMin)}`,
        }));
      },
      skipped: () => 'no frame had two values of sensors that are not quiet',
    };
  },
};
