import { describe, expect, it } from 'vitest';
import type { Frame, WireFault } from '../../src/base/frame.ts';
import { loadLayout } from '../../src/frame/layout.ts';
import { createScanner, isFault, type ScannerOptions } from '../../src/frame/scanner.ts';
import { encodeFrame, frameData, type FrameData } from '../support/frame-messages.ts';
import { viewOf } from '../support/frame-reference.ts';
import { userLayout } from '../support/frame-layouts.ts';

const layout = loadLayout('datastream');

function scan(bytes: Uint8Array, options: ScannerOptions = { values: true }, used = layout): Frame | WireFault {
  const scanner = createScanner(used, options);
  scanner.reserve(bytes.length).set(bytes);
  return scanner.scan(bytes.length, 7, 12.5, 1_700_000_000_000);
}

function good(scanned: Frame | WireFault): Frame {
  if (isFault(scanned)) throw new Error(scanned.message);
  return scanned;
}

function fault(bytes: number[] | Uint8Array): WireFault {
  const scanned = scan(Uint8Array.from(bytes));
  if (!isFault(scanned)) throw new Error('it scanned');
  return scanned;
}

function oneSensor(values: number[], more: Partial<FrameData['rows'][0]['sensors'][0]> = {}): FrameData {
  return { rows: [{ sensors: [{ id: 4, values, ...more }] }] };
}

describe('createScanner', () => {
  it('fills the tables of a frame', () => {
    const frame = good(scan(encodeFrame(frameData(5, 2, 3, 4))));
    expect([frame.index, frame.arrival, frame.arrivalEpoch]).toEqual([7, 12.5, 1_700_000_000_000]);
    expect([frame.rowCount, frame.sensorCount, frame.valueCount]).toEqual([2, 6, 24]);
    expect([frame.headerMax, frame.headerMin, frame.sequence]).toEqual([60, -60, 5]);
    expect([...frame.rows.sensorBegin.slice(0, 3)]).toEqual([0, 3, 6]);
    expect([...frame.sensors.id.slice(0, 6)]).toEqual([1, 2, 3, 1, 2, 3]);
    const values = viewOf(frame).rows[1]?.sensors[2]?.values ?? [];
    expect(frame.sensors.min[5]).toBe(Math.min(...values));
    expect(frame.sensors.max[5]).toBe(Math.max(...values));
  });

  it('takes an empty message for a frame without rows', () => {
    const frame = good(scan(new Uint8Array(0)));
    expect([frame.rowCount, frame.sensorCount, frame.valueCount, frame.byteLength]).toEqual([0, 0, 0, 0]);
  });

  it('counts what is not finite and leaves it out of the extremes', () => {
    const frame = good(scan(encodeFrame(oneSensor([1, Number.NaN, -3, Infinity, 2, -Infinity]))));
    expect([frame.sensors.min[0], frame.sensors.max[0], frame.sensors.nonFinite[0]]).toEqual([-3, 2, 3]);
  });

  it('gives a sensor without values infinite extremes', () => {
    const frame = good(scan(encodeFrame(oneSensor([]))));
    expect([frame.sensors.count[0], frame.sensors.min[0], frame.sensors.max[0]]).toEqual([0, Infinity, -Infinity]);
  });

  it.each([{ unpacked: true }, { split: 1 }, { split: 2 }, {}])('gathers values sent as %o', (how) => {
    const values = [1, 2, 3, 4, 5];
    const whole = good(scan(encodeFrame(oneSensor(values))));
    const hash = [whole.sensors.hashLow[0], whole.sensors.hashHigh[0]];
    const frame = good(
      scan(
        encodeFrame({
          rows: [
            {
              sensors: [
                { id: 4, values, ...how },
                { id: 5, values: [9] },
              ],
            },
          ],
        }),
      ),
    );
    expect(viewOf(frame).rows[0]?.sensors).toEqual([
      { id: 4, values },
      { id: 5, values: [9] },
    ]);
    expect([frame.sensors.hashLow[0], frame.sensors.hashHigh[0]]).toEqual(hash);
    expect([...new Float32Array(frame.valueBytes(0).slice().buffer)]).toEqual(values);
  });

  it('looks at no value when told not to, but still counts and finds them', () => {
    const frame = good(scan(encodeFrame(oneSensor([1, 2])), { values: false }));
    expect([frame.sensors.count[0], frame.sensors.min[0], frame.sensors.hashLow[0]]).toEqual([2, Infinity, 0]);
    expect(frame.value(0, 1)).toBe(2);
  });

  it('refuses a sensor or a bin that is not there', () => {
    const frame = good(scan(encodeFrame(oneSensor([1, 2]))));
    expect(() => frame.value(0, 2)).toThrow(RangeError);
    expect(() => frame.value(1, 0)).toThrow(RangeError);
    expect(() => frame.valueBytes(-1)).toThrow(RangeError);
  });

  it.each([
    ['ms', 1_700_000_000_123_456_789n, 1_700_000_000_123_456_800],
    ['s', 1_700_000_000n, 1_700_000_000_000],
    ['us', 1_700_000_000_123_456n, 1_700_000_000_123.456],
    ['ns', 1_700_000_000_123_456_789n, 1_700_000_000_123.4568],
  ] as const)('reads times in %s', (timeUnit, time, ms) => {
    const bytes = encodeFrame({ rows: [{ start: time, end: time, sensors: [] }], timestamp: time });
    const frame = good(scan(bytes, { values: true, timeUnit }));
    expect(frame.rows.start[0]).toBeCloseTo(ms, 3);
    expect(frame.rows.end[0]).toBe(frame.rows.start[0]);
    expect(frame.sourceTime).toBe(frame.rows.start[0]);
  });

  it('numbers canvases alike over the frames of a stream, an absent one as an empty one', () => {
    const scanner = createScanner(layout, { values: true });
    const canvases = (ids: (string | undefined)[]): number[] => {
      const rows = ids.map((canvas) => ({ ...(canvas === undefined ? {} : { canvas }), sensors: [] }));
      const bytes = encodeFrame({ rows });
      scanner.reserve(bytes.length).set(bytes);
      return [...good(scanner.scan(bytes.length, 0, 0, 0)).rows.canvas.slice(0, ids.length)];
    };
    expect(canvases(['a', 'b', 'a', '', undefined])).toEqual([0, 1, 0, 2, 2]);
    expect(canvases(['b', 'c'])).toEqual([1, 3]);
  });

  it('tells which parts were on the wire', () => {
    const scanner = createScanner(layout, { values: true });
    const seen = (frame: FrameData): string[] => {
      const bytes = encodeFrame(frame);
      scanner.reserve(bytes.length).set(bytes);
      scanner.scan(bytes.length, 0, 0, 0);
      return [...scanner.seen()].toSorted();
    };
    expect(seen({ rows: [] })).toEqual([]);
    expect(seen({ rows: [{ start: 1n, sensors: [{ id: 1, values: [] }] }], max: 1 })).toEqual([
      'headerMax',
      'rowStart',
      'sensorId',
    ]);
    expect(seen({ rows: [] })).toEqual([]);
  });

  it('leaves nothing of a frame behind in the next one', () => {
    const scanner = createScanner(layout, { values: true });
    const run = (frame: FrameData): Frame => {
      const bytes = encodeFrame(frame);
      scanner.reserve(bytes.length).set(bytes);
      return good(scanner.scan(bytes.length, 0, 0, 0));
    };
    run(frameData(9, 3, 3, 3));
    const next = viewOf(run({ rows: [{ sensors: [{ id: 0, values: [] }] }] }));
    expect(next).toEqual({
      max: 0,
      min: 0,
      number: 0,
      timestamp: 0,
      rows: [{ start: 0, end: 0, canvas: '1', sensors: [{ id: 0, values: [] }] }],
    });
  });

  it('grows with the messages', () => {
    const scanner = createScanner(layout, { values: true });
    for (const [rows, sensors, bins] of [
      [1, 1, 1],
      [40, 9, 3],
      [1, 100, 513],
      [2, 2, 2],
    ] as const) {
      const bytes = encodeFrame(frameData(1, rows, sensors, bins));
      scanner.reserve(bytes.length).set(bytes);
      const frame = good(scanner.scan(bytes.length, 0, 0, 0));
      expect(frame.valueCount).toBe(rows * sensors * bins);
      expect(frame.rows.sensorBegin[rows]).toBe(rows * sensors);
    }
  });

  it('does not scan what was not reserved', () => {
    expect(() => createScanner(layout, { values: true }).scan(1, 0, 0, 0)).toThrow(RangeError);
  });

  it.each([
    ['field number 0', [0x02, 0x00], 'field-number', 0],
    ['a row that runs past the end', [0x0a, 0x05, 0x00], 'truncated', 1],
    ['a sensor that runs past its row', [0x0a, 0x02, 0x12, 0x05, 0, 0, 0, 0, 0], 'length', 3],
    ['a row with the wire type of a number', [0x08, 0x01], 'wire-type', 0],
    ['values with the wire type of a number', [0x0a, 0x04, 0x12, 0x02, 0x10, 0x01], 'wire-type', 4],
    ['packed values of 3 bytes', [0x0a, 0x07, 0x12, 0x05, 0x12, 0x03, 1, 2, 3], 'length', 4],
    ['an unpacked value cut short', [0x0a, 0x05, 0x12, 0x03, 0x15, 1, 2], 'truncated', 5],
    ['a canvas id that is not UTF-8', [0x0a, 0x03, 0x0a, 0x01, 0xff], 'utf8', 4],
    ['a varint over 10 bytes', [0x20, ...Array.from({ length: 11 }, () => 0x80), 0], 'varint', 1],
    ['a header cut short', [0x11, 1, 2, 3], 'truncated', 1],
    ['an end of no group', [0x0c], 'group', 0],
  ])('refuses %s', (_, bytes, kind, offset) => {
    expect(fault(bytes)).toMatchObject({ kind, offset });
  });

  it('says what is wrong in words', () => {
    expect(fault([0x0a, 0x02, 0x12, 0x05, 0, 0, 0, 0, 0]).message).toBe(
      'field 2 (sensors) runs 5 bytes past its parent',
    );
    expect(fault([0x0a, 0x05, 0x00]).message).toBe('field 1 (rows) runs 4 bytes past the end of the message');
  });
});

describe('a layout of wrappers, doubles and numeric canvases', () => {
  const nested = userLayout();

  it('is scanned through its wrappers', () => {
    const frame = good(scan(nested.encode(), { values: true }, nested.layout));
    expect(viewOf(frame)).toEqual({
      max: 1.5,
      min: -2.5,
      number: 41,
      timestamp: 1_700_000_000_000,
      rows: [
        { start: 1000, end: 2000, canvas: '0', sensors: [{ id: -3, values: [0.1, 0.2] }] },
        { start: 3000, end: 4000, canvas: '1', sensors: [] },
      ],
    });
    expect([frame.sensors.min[0], frame.sensors.max[0]]).toEqual([0.1, 0.2]);
  });

  it('reads a wrapper that comes in pieces as one', () => {
    const twice = Uint8Array.from([...nested.encode(), ...nested.encode()]);
    expect(good(scan(twice, { values: true }, nested.layout)).rowCount).toBe(4);
  });
});
