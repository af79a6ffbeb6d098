import type { Frame } from '../../base/frame.ts';
import type { Rule } from '../rule.ts';
import { SortedIds, firstDisorder } from '../sensor-order.ts';
import { NO_SENSOR_AXIS } from '../shared.ts';
import { others } from '../words.ts';

export const sensorIds: Rule = {
  id: 'structure.sensor-ids',
  family: 'structure',
  severity: 'error',
  unit: 'frames',
  summary: 'A sensor id occurs twice in a row.',
  start({ tally, shared }) {
    const sorted = new SortedIds();
    return {
      frame(frame) {
        if (!shared.hasSensors || !shared.sent('sensorId')) return;
        tally.examine();
        let doubles = 0;
        let first = -1;
        for (let row = 0; row < frame.rowCount; row += 1) {
          // Ascending ids, the usual case, cannot repeat.
          if (firstDisorder(frame, row) === -1) continue;
          const ids = sorted.of(frame, row);
          for (let i = 1; i < ids.length; i += 1) {
            if (ids[i] !== ids[i - 1]) continue;
            doubles += 1;
            if (first === -1) first = second(frame, row, ids[i] as number);
          }
        }
        if (doubles === 0) return;
        tally.violate(frame.index, () => ({
          ...shared.places.at(frame, { slot: first }),
          expected: 'each id once in a row',
          actual: `id ${frame.sensors.id[first]} again`,
          message: `sensor id ${frame.sensors.id[first]} occurs more than once in a row${others(doubles - 1)}`,
        }));
      },
      skipped: () => (shared.hasSensors ? 'no sensor ids are sent' : NO_SENSOR_AXIS),
    };
  },
};

/** Slot of the second sensor of a row with this id. */
function second({ sensors, rows }: Frame, row: number, id: number): number {
  const begin = rows.sensorBegin[row] as number;
  return sensors.id.indexOf(id, sensors.id.indexOf(id, begin) + 1);
}
