import { describe, expect, it } from 'vitest';
import type { Frame, WireFault } from '../../src/base/frame.ts';
import { ELEMENTS } from '../../src/frame/elements.ts';
import { createScanner, isFault } from '../../src/frame/scanner.ts';
import {
  elements,
  encodePackedFrame,
  packedData,
  packedLayout,
  scanWith,
  settled,
  type PackedData,
} from '../support/frame-packed.ts';
import { viewOf } from '../support/frame-reference.ts';

function good(scanned: Frame | WireFault): Frame {
  if (isFault(scanned)) throw new Error(scanned.message);
  return scanned;
}

const healthy = (index: number): PackedData => packedData(index, 2, 3, 4, 'float32');
const first = [healthy(0), healthy(1)];

describe('the packed scanner', () => {
  it('shows rows of sensors where channels and bins fill a row', () => {
    const { shape, scan } = settled(first, { bins: 4 });
    expect(shape).toMatchObject({ axes: '3 sensors x 4 bins', element: 'float32 (assumed: extremes agree)' });
    expect(shape).toMatchObject({ integers: false, elementAssumed: true });
    expect([...shape.sent].toSorted()).toEqual(['headerMax', 'headerMin', 'rowStart', 'sensorId', 'sequence']);
    expect(shape.names).toMatchObject({ sensors: 'sensors', values: 'main_data', sequence: 'row_index' });
    const frame = good(scan(healthy(5), 5));
    expect(frame).toMatchObject({ index: 5, sequence: 10, startChannel: 11, endChannel: 13, jobId: 70788 });
    expect(frame).toMatchObject({ rowCount: 2, sensorCount: 6, valueCount: 24, elementAgrees: true });
    const view = viewOf(frame);
    expect(view.rows.map(({ start, end, canvas }) => [start, end, canvas])).toEqual([
      [1_700_000_000_100, 1_700_000_000_100, '0'],
      [1_700_000_000_110, 1_700_000_000_110, '0'],
    ]);
    expect(view.rows[1]?.sensors.map(({ id }) => id)).toEqual([11, 12, 13]);
    const values = view.rows.flatMap(({ sensors }) => sensors.flatMap((sensor) => sensor.values));
    expect(elements('float32', values)).toEqual(healthy(5).data);
    expect(frame.valueBytes(5).byteLength).toBe(16);
  });

  it('shows a row as one run of values where the bins are unknown', () => {
    const { shape, scan } = settled(first);
    expect(shape.names.sensors).toBe('');
    expect(shape.sent.has('sensorId')).toBe(false);
    expect(shape.axes).toBe('one axis of 12 values (the number of bins is unknown)');
    const frame = good(scan(healthy(2)));
    expect([frame.rowCount, frame.sensorCount, frame.sensors.count[1]]).toEqual([2, 2, 12]);
    expect([frame.startChannel, frame.endChannel]).toEqual([11, 13]);
  });

  it.each(ELEMENTS)('finds %s by the extremes', (element) => {
    const { shape, scan } = settled([0, 1].map((index) => packedData(index, 2, 3, 4, element)));
    expect(shape.element).toBe(`${element} (assumed: extremes agree)`);
    expect(shape.integers).toBe(!element.startsWith('float'));
    const frame = good(scan(packedData(2, 2, 3, 4, element)));
    expect([frame.sensors.max[0], frame.headerMax]).toEqual([
      Math.max(...Array.from({ length: 12 }, (_, bin) => frame.value(0, bin))),
      packedData(2, 2, 3, 4, element).max,
    ]);
  });

  it.each(ELEMENTS)('reads %s when told so, at any alignment and in any number of pieces', (element) => {
    const layout = packedLayout();
    for (const cuts of [[], [1], [3, 0, 5, 1], [1, 1, 1, 1, 1, 1, 1]]) {
      const scanner = createScanner(layout, { values: true, element, bins: 4 });
      const data = packedData(3, 2, 3, 4, element);
      const frame = good(scanWith(scanner, encodePackedFrame(data, { cuts, unknown: true, twice: true })));
      expect(scanner.settle(scanner.seen())).toMatchObject({ element: `${element} (given)`, elementAssumed: false });
      const slots = Array.from({ length: frame.sensorCount }, (_, slot) => slot);
      const bytes = slots.flatMap((slot) => [...frame.valueBytes(slot)]);
      expect(Uint8Array.from(bytes)).toEqual(data.data);
      const values = slots.flatMap((slot) => [0, 1, 2, 3].map((bin) => frame.value(slot, bin)));
      expect(elements(element, values)).toEqual(data.data);
      expect([Math.max(...frame.sensors.max.slice(0, 6)), Math.min(...frame.sensors.min.slice(0, 6))]).toEqual([
        data.max,
        data.min,
      ]);
      expect(frame.elementAgrees).toBeUndefined();
    }
  });

  it('holds the element type for the stream and tells of the first 10 frames whether it agrees', () => {
    const { scan } = settled(first);
    const wild = { ...healthy(2), max: 5000, min: 4000 };
    expect(good(scan(wild)).elementAgrees).toBe(false);
    expect(good(scan({ ...healthy(2), max: 0, min: 0 })).elementAgrees).toBeUndefined();
    for (let i = 0; i < 8; i += 1) expect(good(scan(healthy(i))).elementAgrees).toBe(true);
    expect(good(scan(healthy(2))).elementAgrees).toBeUndefined();
  });

  it('looks at the values of the first frames even when nobody else does', () => {
    const { shape, scan } = settled(first, { values: false });
    expect(shape.element).toBe('float32 (assumed: extremes agree)');
    for (let i = 0; i < 10; i += 1) expect(good(scan(healthy(i))).elementAgrees).toBe(true);
    const frame = good(scan(healthy(10)));
    expect([frame.elementAgrees, frame.sensors.max[0]]).toEqual([undefined, -Infinity]);
  });

  it('takes the likeliest type and says so where nothing agrees or nothing is sent', () => {
    const lying = first.map((frame) => ({ ...frame, max: 2e4, min: 1e4 }));
    expect(settled(lying).shape.element).toBe('float32 (assumed: no type agrees)');
    const silent = [0, 1].map((index) => ({ ...packedData(index, 2, 3, 4, 'uint16'), max: 0, min: 0 }));
    expect(settled(silent).shape.element).toBe('uint16 (assumed: no extremes are sent)');
  });

  it.each<[string, PackedData, string, string]>([
    ['no x', { ...healthy(2), x: 0 }, 'shape', 'data_shape_x is 0'],
    ['a negative x', { ...healthy(2), x: -12 }, 'shape', 'data_shape_x is -12'],
    ['no rows', { ...healthy(2), y: 0 }, 'shape', 'data_shape_y is 0'],
    ['a z of 0', { ...healthy(2), z: 0 }, 'shape', 'data_shape_z is 0'],
    ['no data', { ...healthy(2), data: new Uint8Array(0) }, 'shape', 'there is no main_data for 12 x 2 elements'],
    [
      'a byte too few',
      { ...healthy(2), z: 1, data: healthy(2).data?.slice(1) ?? new Uint8Array() },
      'shape',
      'main_data has 95 bytes for 12 x 2 elements, not the 96 that 4 bytes each make',
    ],
    [
      'half the bytes',
      { ...healthy(2), z: 2, data: healthy(2).data ?? new Uint8Array() },
      'shape',
      'main_data has 96 bytes for 12 x 2 x 2 elements, not the 192 that 4 bytes each make',
    ],
    ['a timestamp too few', { ...healthy(2), times: [1n] }, 'row-count', 'timestamp_in_milis has 1 number for 2 rows'],
    ['no row numbers', { ...healthy(2), rowIndex: [] }, 'row-count', 'row_index has 0 numbers for 2 rows'],
    ['no timestamps', { ...healthy(2), times: [] }, 'row-count', 'timestamp_in_milis has 0 numbers for 2 rows'],
    [
      'a row number too many',
      { ...healthy(2), rowIndex: [1, 2, 3] },
      'row-count',
      'row_index has 3 numbers for 2 rows',
    ],
  ])('refuses %s', (_, frame, kind, message) => {
    expect(settled(first).scan(frame)).toMatchObject({ kind, message });
  });

  it('refuses, before anything is decided, bytes that fit no type at all', () => {
    const scanner = createScanner(packedLayout(), { values: true });
    const frame = { ...healthy(0), data: new Uint8Array(72) };
    expect(scanWith(scanner, encodePackedFrame(frame))).toMatchObject({
      kind: 'shape',
      message: 'main_data has 72 bytes for 12 x 2 elements, which fits no type of elements',
    });
  });

  it('does without timestamps, row numbers, channels and job where the stream sends none', () => {
    const { x = 0, y = 0, max = 0, min = 0, data = new Uint8Array() } = healthy(0);
    const bare = { x, y, max, min, data };
    const { shape, scan } = settled([bare, bare], { bins: 4 });
    expect([...shape.sent].toSorted()).toEqual(['headerMax', 'headerMin']);
    expect(shape.axes).toBe('one axis of 12 values (the channels are not sent)');
    const frame = good(scan(bare));
    expect([frame.startChannel, frame.endChannel, frame.jobId, frame.sequence]).toEqual([
      undefined,
      undefined,
      undefined,
      0,
    ]);
    expect(scan({ ...bare, times: [1n] })).toMatchObject({ kind: 'row-count' });
  });

  it('takes axes that are given, and lets ids go where no channels are sent', () => {
    const { x = 0, y = 0, data = new Uint8Array() } = healthy(0);
    const { shape, scan } = settled([{ x, y, data }], { axes: { sensors: 6, bins: 2 } });
    expect(shape).toMatchObject({ axes: '6 sensors x 2 bins (given)', names: { sensors: 'sensors' } });
    expect(shape.sent.has('sensorId')).toBe(false);
    expect(good(scan({ x, y, data })).sensorCount).toBe(12);
    expect(settled(first, { axes: 'none', bins: 4 }).shape).toMatchObject({ axes: 'one axis of 12 values' });
  });

  it('takes z into a row', () => {
    const { scan } = settled([{ ...healthy(0), x: 4, z: 3 }], { bins: 4 });
    expect(viewOf(good(scan({ ...healthy(1), x: 4, z: 3 })))).toEqual(
      viewOf(good(settled(first, { bins: 4 }).scan(healthy(1)))),
    );
  });

  it('shows the sensors a row of another length has', () => {
    const { scan } = settled(first, { bins: 4 });
    const counts = (sensors: number, points: number): number[] => {
      const count = points * 2;
      const data = elements(
        'float32',
        Array.from({ length: count }, (_, i) => i),
      );
      const frame = good(scan({ ...healthy(2), end: 10 + sensors, x: points, data, max: count, min: 0 }));
      const { sensorBegin } = frame.rows;
      return [...frame.sensors.count.slice(sensorBegin[1], sensorBegin[2])];
    };
    expect(counts(4, 16)).toEqual([4, 4, 4, 4]);
    expect(counts(3, 8)).toEqual([4, 4]);
    expect(counts(3, 9)).toEqual([3, 3, 3]);
    expect(counts(3, 11)).toEqual([4, 4, 3]);
    expect(counts(3, 2)).toEqual([2]);
    expect(counts(-5, 8)).toEqual([4, 4]);
  });

  it('reads times in the unit it is told', () => {
    const { scan } = settled(first, { timeUnit: 's' });
    expect(good(scan({ ...healthy(2), times: [1n, 2n] })).rows.start[1]).toBe(2000);
  });

  it('leaves nothing of a frame behind in the next one', () => {
    const { scan } = settled([healthy(0)], { bins: 4 });
    scan(packedData(3, 9, 3, 4, 'float32'));
    const { x = 0, times = [], rowIndex = [], data = new Uint8Array() } = packedData(1, 1, 3, 4, 'float32');
    const frame = good(scan({ x, y: 1, times, rowIndex, data }));
    expect(frame).toMatchObject({ headerMax: 0, headerMin: 0, jobId: undefined, startChannel: 0, rowCount: 1 });
    expect(frame.sensors.id[0]).toBe(0);
  });

  it('does not scan what was not reserved', () => {
    expect(() => createScanner(packedLayout(), { values: true }).scan(1, 0, 0, 0)).toThrow(RangeError);
  });

  it.each([
    ['field number 0', [0x02, 0x00], 'field-number', 0],
    ['data that run past the end', [0x4a, 0x05, 0x00], 'truncated', 1],
    ['data with the wire type of a number', [0x48, 0x01], 'wire-type', 0],
    ['a packed timestamp cut short', [0x1a, 0x01, 0x80], 'truncated', 2],
    ['a packed timestamp cut by its list', [0x1a, 0x01, 0x80, 0x01], 'length', 2],
    ['a row number with a fixed type', [0x25, 0, 0, 0, 0], 'wire-type', 0],
    ['a shape of bytes', [0x2a, 0x00], 'wire-type', 0],
    ['an extreme cut short', [0x3d, 0, 0], 'truncated', 1],
    ['a varint over 10 bytes', [0x20, ...Array.from({ length: 11 }, () => 0x80), 0], 'varint', 1],
  ])('refuses %s', (_, bytes, kind, offset) => {
    const scanner = createScanner(packedLayout(), { values: true });
    expect(scanWith(scanner, Uint8Array.from(bytes))).toMatchObject({ kind, offset });
  });
});
