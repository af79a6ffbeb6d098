import { printable } from '../../base/text.ts';
import { SHAPE_FAULT } from '../fault-kinds.ts';
import type { Absence } from '../frame-facts.ts';
import type { Spot } from '../places.ts';
import type { Rule } from '../rule.ts';
import { others } from '../words.ts';

const TELL: Record<Absence['what'], { expected: string; actual: string; message: string }> = {
  rows: { expected: 'at least 1 row', actual: '0 rows', message: 'the frame has no rows' },
  sensors: { expected: 'at least 1 sensor', actual: '0 sensors', message: 'a row has no sensors' },
  values: { expected: 'at least 1 value', actual: '0 values', message: 'a sensor has no values' },
};

export const present: Rule = {
  id: 'structure.present',
  family: 'structure',
  severity: 'error',
  unit: 'frames',
  summary: 'A frame without rows, a row without sensors, a sensor without values, or bytes that do not fill the shape.',
  start({ tally, shared }) {
    return {
      frame(frame, { absent, absences }) {
        tally.examine();
        if (!absent) return;
        tally.violate(frame.index, () => {
          const told = TELL[absent.what];
          return {
            ...shared.places.at(frame, spotOf(absent)),
            ...told,
            message: told.message + others(absences - 1),
          };
        });
      },
      bad({ index, arrival, fault }) {
        if (fault.kind !== SHAPE_FAULT) return;
        tally.examine();
        tally.violate(index, () => ({
          ...shared.places.message(index, arrival, fault.offset),
          expected: 'as many bytes as the shape says',
          actual: printable(fault.message),
          message: `the data does not fill the shape: ${printable(fault.message)}`,
        }));
      },
      skipped: () => 'no frame came',
    };
  },
};

function spotOf({ row, slot }: Absence): Spot {
  return { ...(row === null ? {} : { row }), ...(slot === null ? {} : { slot }) };
}
