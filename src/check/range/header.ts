import { findBin, findSensors } from '../find-value.ts';
import type { Rule } from '../rule.ts';
import { INTEGERS } from '../shared.ts';
import { number, others } from '../words.ts';

/** Headers are doubles, values float32. */
const RELATIVE = 1e-5;

export const header: Rule = {
  id: 'range.header',
  family: 'range',
  severity: 'error',
  unit: 'frames',
  summary: 'A value lies above the maximum or below the minimum the header claims.',
  start({ tally, shared }) {
    return {
      frame(frame, { min, max }) {
        const { headerMax, headerMin, sensors } = frame;
        const hasMax = shared.sent('headerMax');
        const hasMin = shared.sent('headerMin');
        if (shared.integers || (!hasMax && !hasMin) || (headerMax === 0 && headerMin === 0) || min > max) return;
        if (!Number.isFinite(headerMax) || !Number.isFinite(headerMin)) return;
        tally.examine();
        const slack = RELATIVE * Math.max(Math.abs(headerMax), Math.abs(headerMin));
        const high = hasMax ? headerMax + slack : Infinity;
        const low = hasMin ? headerMin - slack : -Infinity;
        if (max <= high && min >= low) return;
        tally.violate(frame.index, () => {
          const { first, found } = findSensors(
            frame,
            (slot) => (sensors.max[slot] as number) > high || (sensors.min[slot] as number) < low,
          );
          const bin = findBin(frame, first, (value) => Number.isFinite(value) && (value > high || value < low));
          const value = frame.value(first, bin);
          const above = value > high;
          return {
            ...shared.places.at(frame, { slot: first, bin }),
            expected: above ? `<= ${number(headerMax)} (header)` : `>= ${number(headerMin)} (header)`,
            actual: number(value),
            message: `the value ${number(value)} lies ${above ? "above the header's maximum" : "below the header's minimum"}${others(found - 1, 'sensor')}`,
          };
        });
      },
      skipped: () => (shared.integers ? INTEGERS : 'maximum and minimum are absent, 0 or not finite'),
    };
  },
};
