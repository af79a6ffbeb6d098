import type { Frame } from '../../base/frame.ts';
import type { Range } from '../../base/units.ts';
import type { Rule } from '../rule.ts';
import { SortedIds, firstDisorder } from '../sensor-order.ts';
import { NO_SENSOR_AXIS } from '../shared.ts';
import { fromFact, others } from '../words.ts';

export const sensorIds: Rule = {
  id: 'dimension.sensor-ids',
  family: 'dimension',
  severity: 'error',
  unit: 'frames',
  sensors: true,
  summary: 'An expected sensor id is missing, or one that was not expected is present.',
  start({ tally, shared, expectation }) {
    const expected = expectation.sensorIds;
    const sorted = new SortedIds();
    return {
      frame(frame) {
        if (!expected || frame.rowCount === 0 || !shared.hasSensors || !shared.sent('sensorId')) return;
        tally.examine();
        let first: Difference | null = null;
        let firstRow = 0;
        let found = 0;
        for (let row = 0; row < frame.rowCount; row += 1) {
          const wanted = amount(expected.value) ?? sensorsIn(frame, row);
          if (isComplete(frame, row, expected.value)) {
            tally.sensors(wanted, 0);
            continue;
          }
          const difference = compare(sorted.of(frame, row), expected.value);
          tally.sensors(wanted + difference.unexpected, difference.missing + difference.unexpected);
          found += difference.missing + difference.unexpected;
          if (first !== null || difference.missing + difference.unexpected === 0) continue;
          first = difference;
          firstRow = row;
        }
        if (!first) return;
        const { id, missing, unexpected } = first;
        tally.violate(frame.index, () => ({
          ...shared.places.at(frame, { row: firstRow }),
          sensor: id,
          expected: fromFact(expected, ids),
          actual: `${missing} missing, ${unexpected} unexpected`,
          message: `sensor id ${id} is ${missing > 0 ? 'missing' : 'not expected'}${others(found - 1)}`,
        }));
      },
      skipped() {
        if (!expected) return 'no sensor ids were given (--sensor-ids)';
        return shared.hasSensors ? 'no sensor ids are sent' : NO_SENSOR_AXIS;
      },
    };
  },
};

interface Difference {
  missing: number;
  unexpected: number;
  /** The first missing id, else the first unexpected one. */
  id: number;
}

/** How many ids are wanted; null when an end is open. */
function amount({ min, max }: Range): number | null {
  const many = max - min + 1;
  return Number.isFinite(many) ? many : null;
}

function sensorsIn({ rows }: Frame, row: number): number {
  return (rows.sensorBegin[row + 1] as number) - (rows.sensorBegin[row] as number);
}

/** The usual case without sorting: ids ascend from the first wanted to the last. */
function isComplete(frame: Frame, row: number, { min, max }: Range): boolean {
  const count = sensorsIn(frame, row);
  const begin = frame.rows.sensorBegin[row] as number;
  const first = frame.sensors.id[begin];
  const last = frame.sensors.id[begin + count - 1];
  return count === max - min + 1 && first === min && last === max && firstDisorder(frame, row) === -1;
}

function compare(sorted: Int32Array, { min, max }: Range): Difference {
  let unexpected = 0;
  let distinct = 0;
  let odd: number | null = null;
  let gap: number | null = Number.isFinite(min) ? min : null;
  for (let i = 0; i < sorted.length; i += 1) {
    const id = sorted[i] as number;
    if (i > 0 && id === sorted[i - 1]) continue;
    if (id < min || id > max) {
      unexpected += 1;
      odd ??= id;
      continue;
    }
    distinct += 1;
    if (gap === id) gap += 1;
  }
  const missing = Math.max(0, (amount({ min, max }) ?? distinct) - distinct);
  return { missing, unexpected, id: missing > 0 && gap !== null ? gap : (odd ?? 0) };
}

function ids({ min, max }: Range): string {
  return `${Number.isFinite(min) ? min : ''}..${Number.isFinite(max) ? max : ''}`;
}
