import { findBin, findSensors } from '../find-value.ts';
import type { Rule } from '../rule.ts';
import { fromFact, number, others } from '../words.ts';

export const amplitude: Rule = {
  id: 'range.amplitude',
  family: 'range',
  severity: 'error',
  unit: 'frames',
  summary: 'A value lies outside --amplitude.',
  start({ tally, shared, expectation }) {
    const limit = expectation.amplitude;
    // A float32 written in decimal may round to just beyond the limit it means.
    const low = limit ? Math.min(limit.value.min, Math.fround(limit.value.min)) : -Infinity;
    const high = limit ? Math.max(limit.value.max, Math.fround(limit.value.max)) : Infinity;
    return {
      frame(frame, { min, max }) {
        if (!limit || min > max) return;
        tally.examine();
        if (min >= low && max <= high) return;
        const { sensors } = frame;
        tally.violate(frame.index, () => {
          const outside = (slot: number): boolean =>
            (sensors.min[slot] as number) < low || (sensors.max[slot] as number) > high;
          const { first, found } = findSensors(frame, outside);
          const bin = findBin(frame, first, (value) => Number.isFinite(value) && (value < low || value > high));
          const value = frame.value(first, bin);
          return {
            ...shared.places.at(frame, { slot: first, bin }),
            expected: fromFact(limit, ({ min, max }) => `${side(min)}..${side(max)}`),
            actual: number(value),
            message: `the value ${number(value)} lies ${value < low ? 'below' : 'above'} the amplitude range${others(found - 1, 'sensor')}`,
          };
        });
      },
      skipped: () => (limit ? 'no finite values came' : 'no amplitude range was given (--amplitude)'),
    };
  },
};

function side(limit: number): string {
  return Number.isFinite(limit) ? number(limit) : '';
}
