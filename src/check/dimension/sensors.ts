import type { Rule } from '../rule.ts';
import { NO_SENSOR_AXIS } from '../shared.ts';
import { fromFact, others } from '../words.ts';

export const sensors: Rule = {
  id: 'dimension.sensors',
  family: 'dimension',
  severity: 'error',
  unit: 'frames',
  summary: 'The number of sensors in a row differs from the expectation, else from the first frame.',
  start({ tally, shared }) {
    return {
      frame(frame, { sensorsLeast, sensorsMost }) {
        const expected = shared.learned.sensors;
        if (!expected || frame.rowCount === 0 || !shared.hasSensors) return;
        tally.examine();
        if (sensorsLeast === expected.value && sensorsMost === expected.value) return;
        const { sensorBegin } = frame.rows;
        let first = -1;
        let found = 0;
        for (let row = 0; row < frame.rowCount; row += 1) {
          if ((sensorBegin[row + 1] as number) - (sensorBegin[row] as number) === expected.value) continue;
          if (first === -1) first = row;
          found += 1;
        }
        tally.violate(frame.index, () => {
          const actual = (sensorBegin[first + 1] as number) - (sensorBegin[first] as number);
          return {
            ...shared.places.at(frame, { row: first }),
            expected: fromFact(expected),
            actual: String(actual),
            message: `the row has ${actual} sensors instead of ${expected.value}${others(found - 1)}`,
          };
        });
      },
      skipped: () =>
        shared.hasSensors ? 'the number of sensors is unknown: no frame passed structure' : NO_SENSOR_AXIS,
    };
  },
};
