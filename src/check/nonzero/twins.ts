import type { Rule } from '../rule.ts';
import { NO_SENSOR_AXIS } from '../shared.ts';
import { TwinTable } from '../twin-table.ts';
import { others } from '../words.ts';

/** With fewer integer values than this two sensors agree by chance. */
const FEWEST_INTEGERS = 8;

export const twins: Rule = {
  id: 'nonzero.twins',
  family: 'nonzero',
  severity: 'warning',
  unit: 'frames',
  sensors: true,
  summary: 'Two sensors of a row carry the same, not constant, values.',
  start({ tally, shared }) {
    const table = new TwinTable();
    return {
      frame(frame, { quiet, loudSensors, binsMost }) {
        const fewest = shared.integers ? FEWEST_INTEGERS : 2;
        if (!shared.hasSensors || loudSensors < 2 || binsMost < fewest) return;
        tally.examine();
        const { sensors, rows } = frame;
        let first = -1;
        let firstTwin = -1;
        let found = 0;
        for (let row = 0; row < frame.rowCount; row += 1) {
          const end = rows.sensorBegin[row + 1] as number;
          const begin = rows.sensorBegin[row] as number;
          table.open(end - begin);
          for (let slot = begin; slot < end; slot += 1) {
            const varies = (sensors.min[slot] as number) < (sensors.max[slot] as number);
            if (!varies || quiet[slot] === 1 || (sensors.count[slot] as number) < fewest) continue;
            const twin = table.twin(frame, slot);
            if (twin === -1) continue;
            found += 1;
            if (first !== -1) continue;
            first = slot;
            firstTwin = twin;
          }
        }
        tally.sensors(loudSensors, found);
        if (first === -1) return;
        tally.violate(frame.index, () => {
          const twin = shared.sent('sensorId') ? `id ${sensors.id[firstTwin]}` : `place ${firstTwin}`;
          return {
            ...shared.places.at(frame, { slot: first }),
            expected: 'values of its own',
            actual: `the values of sensor ${twin}`,
            message: `the sensor carries the very values of sensor ${twin}${others(found - 1, 'sensor')}`,
          };
        });
      },
      skipped: () => (shared.hasSensors ? 'no row had two sensors with enough values' : NO_SENSOR_AXIS),
    };
  },
};
