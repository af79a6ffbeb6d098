import { describe, expect, it } from 'vitest';
import * as actions from '../../src/frame/actions.ts';
import { SensorForm } from '../../src/frame/sensor-form.ts';
import { ScalarType } from '../../src/schema/descriptors.ts';
import type { FieldEntry } from '../../src/schema/message-table.ts';
import { MessageTable } from '../../src/schema/message-table.ts';

const FLOATS = [1, 2, 3, 4, 5, 6, 7, 8];

function entry(number: number, action: number, scalar: ScalarType, wireType: number): FieldEntry {
  return { number, name: `f${number}`, wireType, packable: false, utf8: false, child: null, scalar, action };
}

function form(idNumber = 1, idType = ScalarType.INT32): SensorForm {
  const table = new MessageTable('Sensor');
  table.set(entry(idNumber, actions.SENSOR_ID, idType, 0));
  table.set(entry(2, actions.VALUES, ScalarType.FLOAT, 5));
  return new SensorForm(entry(2, actions.SENSORS, 0 as ScalarType, 2), table, 4);
}

/** A sensor between two other bytes. */
function read(content: readonly number[], of: SensorForm = form(), prefix: readonly number[] = [0x12, content.length]) {
  const bytes = Uint8Array.from([7, ...prefix, ...content, 7]);
  return of.read(bytes, 1, bytes.length - 1) ? of : null;
}

describe('the form of nearly all sensors', () => {
  it('is an id and one piece of values', () => {
    expect(read([0x08, 5, 0x12, 8, ...FLOATS])).toMatchObject({ end: 15, hasId: true, id: 5, values: 7, length: 8 });
    expect(read([0x08, 0xac, 0x02, 0x12, 8, ...FLOATS])).toMatchObject({ id: 300, values: 8 });
    expect(read([0x12, 8, ...FLOATS])).toMatchObject({ hasId: false, id: 0, values: 5 });
  });

  it('has lengths of any size', () => {
    const values = Array.from({ length: 400 }, () => 1);
    const content = [0x08, 1, 0x12, 0x90, 0x03, ...values];
    expect(read(content, form(), [0x12, 0x95, 0x03])).toMatchObject({ length: 400, id: 1 });
  });

  it.each([
    ['no values', [0x08, 5]],
    ['values without bytes', [0x08, 5, 0x12, 0]],
    ['half a value', [0x12, 6, 1, 2, 3, 4, 5, 6]],
    ['values that go on behind the sensor', [0x12, 12, ...FLOATS]],
    ['a field behind the values', [0x12, 8, ...FLOATS, 0x08, 1]],
    ['an unpacked value', [0x15, 1, 2, 3, 4]],
    ['an id below 0', [0x08, ...Array.from({ length: 9 }, () => 0xff), 1, 0x12, 8, ...FLOATS]],
    ['a field nobody knows', [0x18, 1, 0x12, 8, ...FLOATS]],
  ])('leaves %s to the other reader', (_, content) => {
    expect(read(content)).toBeNull();
  });

  it('leaves what runs past its row, and another field of the row', () => {
    expect(read([0x12, 8, ...FLOATS], form(), [0x12, 11])).toBeNull();
    expect(read([0x12, 8, ...FLOATS], form(), [0x1a, 10])).toBeNull();
  });

  it('does not read ids it would have to decode otherwise', () => {
    expect(read([0x08, 5, 0x12, 8, ...FLOATS], form(1, ScalarType.SINT32))).toBeNull();
    expect(read([0xff, 5, 0x12, 8, ...FLOATS], form(31))).toBeNull();
  });
});
