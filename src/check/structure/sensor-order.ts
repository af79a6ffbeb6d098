import type { Rule } from '../rule.ts';
import { NO_SENSOR_AXIS } from '../shared.ts';
import { others } from '../words.ts';

export const sensorOrder: Rule = {
  id: 'structure.sensor-order',
  family: 'structure',
  severity: 'warning',
  unit: 'frames',
  summary: 'The sensor ids of a row do not ascend.',
  start({ tally, shared }) {
    return {
      frame(frame) {
        if (!shared.hasSensors || !shared.sent('sensorId')) return;
        tally.examine();
        const { id } = frame.sensors;
        const { sensorBegin } = frame.rows;
        let first = -1;
        let found = 0;
        for (let row = 0; row < frame.rowCount; row += 1) {
          const end = sensorBegin[row + 1] as number;
          for (let slot = (sensorBegin[row] as number) + 1; slot < end; slot += 1) {
            // An equal id is structure.sensor-ids's.
            if ((id[slot] as number) >= (id[slot - 1] as number)) continue;
            if (first === -1) first = slot;
            found += 1;
          }
        }
        if (first === -1) return;
        tally.violate(frame.index, () => ({
          ...shared.places.at(frame, { slot: first }),
          expected: `an id above ${id[first - 1]}`,
          actual: String(id[first]),
          message: `sensor id ${id[first]} follows ${id[first - 1]}${others(found - 1)}`,
        }));
      },
      skipped: () => (shared.hasSensors ? 'no sensor ids are sent' : NO_SENSOR_AXIS),
    };
  },
};
