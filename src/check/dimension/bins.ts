import type { Rule } from '../rule.ts';
import { NO_SENSOR_AXIS } from '../shared.ts';
import { fromFact, others } from '../words.ts';

export const bins: Rule = {
  id: 'dimension.bins',
  family: 'dimension',
  severity: 'error',
  unit: 'frames',
  sensors: true,
  summary: 'The number of values of a sensor differs from the expectation, else from the first frame.',
  start({ tally, shared }) {
    return {
      frame(frame, { binsLeast, binsMost }) {
        const expected = shared.learned.bins;
        if (!expected || frame.sensorCount === 0 || !shared.hasSensors) return;
        tally.examine();
        let first = -1;
        let found = 0;
        if (binsLeast !== expected.value || binsMost !== expected.value) {
          for (let slot = 0; slot < frame.sensorCount; slot += 1) {
            if (frame.sensors.count[slot] === expected.value) continue;
            if (first === -1) first = slot;
            found += 1;
          }
        }
        tally.sensors(frame.sensorCount, found);
        if (first === -1) return;
        tally.violate(frame.index, () => {
          const actual = frame.sensors.count[first];
          return {
            ...shared.places.at(frame, { slot: first }),
            expected: fromFact(expected),
            actual: String(actual),
            message: `the sensor has ${actual} values instead of ${expected.value}${others(found - 1)}`,
          };
        });
      },
      skipped: () => (shared.hasSensors ? 'the number of bins is unknown: no frame passed structure' : NO_SENSOR_AXIS),
    };
  },
};
