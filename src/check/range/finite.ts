import { findBin, findSensors } from '../find-value.ts';
import type { Rule } from '../rule.ts';
import { INTEGERS } from '../shared.ts';
import { number, others } from '../words.ts';

export const finite: Rule = {
  id: 'range.finite',
  family: 'range',
  severity: 'error',
  unit: 'frames',
  summary: 'A value is NaN or infinite.',
  start({ tally, shared }) {
    return {
      frame(frame, { nonFinite }) {
        if (shared.integers || frame.valueCount === 0) return;
        tally.examine();
        if (nonFinite === 0) return;
        tally.violate(frame.index, () => {
          const slot = findSensors(frame, (at) => (frame.sensors.nonFinite[at] as number) > 0).first;
          const bin = findBin(frame, slot, (value) => !Number.isFinite(value));
          const actual = number(frame.value(slot, bin));
          return {
            ...shared.places.at(frame, { slot, bin }),
            expected: 'a finite number',
            actual,
            message: `the value is ${actual}${others(nonFinite - 1)}`,
          };
        });
      },
      skipped: () => (shared.integers ? INTEGERS : 'no values came'),
    };
  },
};
