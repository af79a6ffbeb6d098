import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame, WireFault } from '../../src/base/frame.ts';
import { createScanner, isFault, type ScannerOptions } from '../../src/frame/scanner.ts';
import { createVerifier } from '../../src/schema/verifier.ts';
import {
  elements,
  encodePackedFrame,
  packedData,
  packedLayout,
  packedReference,
  scanWith,
  type PackedData,
} from '../support/frame-packed.ts';
import { viewOf } from '../support/frame-reference.ts';
import { rotating } from '../support/rotating.ts';

const layout = packedLayout();
const verifier = createVerifier(layout.descriptor.output);
const SENT = new Set(['rowStart', 'sequence', 'sensorId'] as const);

/** Settled on a stream that sends everything; for each poison and each choice of options, a new one after so many messages. */
const scanners = rotating(20, (_: string, options: Partial<ScannerOptions>) => {
  const scanner = createScanner(layout, { values: true, element: 'int8', ...options });
  scanner.settle(SENT);
  return scanner;
});

/** Scans bytes that lie before `poison`; the poison must not show. */
function scan(bytes: Uint8Array, poison: number, options: Partial<ScannerOptions>): Frame | WireFault {
  const scanner = scanners(`${poison} ${JSON.stringify(options)}`, options);
  const memory = scanner.reserve(bytes.length + 64);
  memory.fill(poison, 0, bytes.length + 64);
  memory.set(bytes);
  return scanner.scan(bytes.length, 0, 0, 0);
}

function told(scanned: Frame | WireFault) {
  if (isFault(scanned)) return scanned;
  const { startChannel, endChannel, jobId, sensors, sensorCount } = scanned;
  const hashes = [...sensors.hashLow.slice(0, sensorCount), ...sensors.hashHigh.slice(0, sensorCount)];
  return { ...viewOf(scanned), startChannel, endChannel, jobId, hashes };
}

/** What a message that decodes has to be: its fault's kind, or null for a frame. */
function expected({ x, y, z, times, rowIndex, data }: ReturnType<typeof packedReference>): string | null {
  if (x < 1 || y < 1 || z < 1 || data.length === 0 || data.length !== x * y * z) return 'shape';
  return times.length !== y || rowIndex.length !== y ? 'row-count' : null;
}

/** The law for any bytes at all: a frame as the reference runtime reads it, or a fault with its offset. */
function checkLaw(bytes: Uint8Array, options: Partial<ScannerOptions> = {}): boolean {
  const scanned = scan(bytes, 0, options);
  expect(told(scan(bytes, 0xff, options))).toEqual(told(scanned));
  expect(told(scan(bytes, 0x01, options))).toEqual(told(scanned));
  const fault = verifier.verify(bytes);
  if (isFault(scanned)) {
    expect(scanned.offset).toBeGreaterThanOrEqual(0);
    expect(scanned.offset).toBeLessThanOrEqual(bytes.length);
    expect(scanned.message).not.toBe('');
    if (fault === null) expect(scanned.kind).toBe(expected(packedReference(layout, bytes)));
    else expect(scanned).toEqual(fault);
    return false;
  }
  expect(fault).toBeNull();
  const reference = packedReference(layout, bytes);
  expect(expected(reference)).toBeNull();
  const { rowCount, sensorCount, sensors } = scanned;
  expect(rowCount).toBe(reference.y);
  expect([...scanned.rows.start.slice(0, rowCount)]).toEqual(reference.times);
  expect([...scanned.rows.end.slice(0, rowCount)]).toEqual(reference.times);
  expect(scanned.sequence).toBe(reference.rowIndex[0]);
  expect([scanned.headerMax, scanned.headerMin]).toEqual([reference.max, reference.min]);
  expect([scanned.startChannel, scanned.endChannel, scanned.jobId]).toEqual([
    reference.start,
    reference.end,
    reference.job,
  ]);
  const parts = Array.from({ length: sensorCount }, (_, slot) => Buffer.from(scanned.valueBytes(slot)));
  expect(Buffer.concat(parts)).toEqual(reference.data);
  for (const [slot, part] of parts.entries()) {
    expect(part.length).toBeGreaterThan(0);
    const values = [...new Int8Array(part)];
    expect([sensors.min[slot], sensors.max[slot]]).toEqual([Math.min(...values), Math.max(...values)]);
  }
  return true;
}

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const size = fc.integer({ min: 1, max: 4 });
const whole: fc.Arbitrary<PackedData> = fc.tuple(size, size, fc.option(size, { nil: undefined })).chain(([x, y, z]) => {
  const count = x * y * (z ?? 1);
  return fc
    .record({
      start: int32,
      end: int32,
      times: fc.array(int64, { minLength: y, maxLength: y }),
      rowIndex: fc.array(int32, { minLength: y, maxLength: y }),
      max: fc.float({ noNaN: true }),
      min: fc.float({ noNaN: true }),
      data: fc.uint8Array({ minLength: count, maxLength: count }),
    })
    .map((frame) => ({ ...frame, x, y, ...(z === undefined ? {} : { z }) }));
});
const loose: fc.Arbitrary<PackedData> = fc.record(
  {
    times: fc.array(int64, { maxLength: 3 }),
    rowIndex: fc.array(int32, { maxLength: 3 }),
    x: fc.integer({ min: -1, max: 3 }),
    y: fc.integer({ min: -1, max: 3 }),
    z: fc.integer({ min: -1, max: 3 }),
    data: fc.uint8Array({ maxLength: 9 }),
    job: int32,
  },
  { requiredKeys: [] },
);
const how = fc.record({
  cuts: fc.array(fc.nat(5), { maxLength: 4 }),
  unpacked: fc.boolean(),
  unknown: fc.boolean(),
  twice: fc.boolean(),
});
const options = fc.constantFrom<Partial<ScannerOptions>>(
  {},
  { axes: 'none' },
  { axes: { sensors: 2, bins: 2 } },
  { axes: { sensors: 1, bins: 3 } },
);

describe('the packed scanner', () => {
  it('reads everything an encoder makes, in every legal encoding, as the reference does', () => {
    fc.assert(
      fc.property(whole, how, options, (frame, encoding, given) => {
        expect(checkLaw(encodePackedFrame(frame, encoding), given)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('tells shapes and lists that do not fit from messages that do not decode', () => {
    fc.assert(
      fc.property(loose, how, (frame, encoding) => void checkLaw(encodePackedFrame(frame, encoding))),
      { numRuns: 400 },
    );
  });

  it('treats any bytes lawfully', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60, size: 'max' }), (bytes) => void checkLaw(bytes)),
      { numRuns: 1500 },
    );
  });

  it('treats a soup of tags and short values lawfully', () => {
    const tag = fc.constantFrom(
      0x08,
      0x10,
      0x18,
      0x1a,
      0x20,
      0x22,
      0x28,
      0x30,
      0x3d,
      0x45,
      0x4a,
      0x50,
      0x58,
      0x4d,
      0x0b,
    );
    const item = fc
      .tuple(tag, fc.uint8Array({ maxLength: 5 }), fc.nat(6))
      .map(([first, bytes, length]) => [
        first,
        ...(first === 0x4a || first === 0x1a || first === 0x22 ? [length] : []),
        ...bytes,
      ]);
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), (items) => void checkLaw(Uint8Array.from(items.flat()))),
      { numRuns: 1500 },
    );
  });

  it('treats mutated messages lawfully', () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(whole, how, edits, (frame, encoding, changes) => {
        const bytes = encodePackedFrame(frame, encoding);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        checkLaw(bytes);
      }),
      { numRuns: 800 },
    );
  });

  it.each([{}, { unknown: true, cuts: [5, 0, 3] }, { twice: true, unpacked: true }])(
    'treats every truncation lawfully: %o',
    (encoding) => {
      const bytes = encodePackedFrame(packedData(1, 2, 3, 4, 'int8'), encoding);
      let refused = 0;
      for (let length = 0; length < bytes.length; length += 1) if (!checkLaw(bytes.slice(0, length))) refused += 1;
      // The job's id comes last, and a frame without it is whole.
      expect(refused).toBeGreaterThan(bytes.length * 0.7);
      expect(checkLaw(bytes)).toBe(true);
    },
  );

  it('never takes a frame for another type than one of its width, whatever it is shown first', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3, 4, 5, 8),
        fc.uint8Array({ minLength: 48, maxLength: 48 }),
        fc.float(),
        fc.float(),
        (width, bytes, max, min) => {
          const scanner = createScanner(layout, { values: true });
          const data = bytes.slice(0, 6 * width);
          const scanned = scanWith(scanner, encodePackedFrame({ x: 3, y: 2, data, max, min }));
          if (width === 3 || width === 5) expect(scanned).toMatchObject({ kind: 'shape' });
          else expect(isFault(scanned)).toBe(false);
          const { element } = scanner.settle(new Set());
          const widths: Record<string, number> = { '8': 1, '6': 2, '2': 4, '4': 8 };
          if (!isFault(scanned)) expect(widths[element?.split(' ')[0]?.at(-1) ?? '']).toBe(width);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads the values of a float frame as they were', () => {
    const float = fc.array(fc.float({ noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(float, (values) => {
        const scanner = createScanner(layout, { values: true, element: 'float32' });
        const scanned = scanWith(scanner, encodePackedFrame({ x: 3, y: 2, data: elements('float32', values) }));
        if (isFault(scanned)) throw new Error(scanned.message);
        expect([0, 1].flatMap((row) => [0, 1, 2].map((bin) => scanned.value(row, bin)))).toEqual(values);
      }),
    );
  });
});
