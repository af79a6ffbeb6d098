import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame, WireFault } from '../../src/base/frame.ts';
import { loadLayout } from '../../src/frame/layout.ts';
import { createScanner, isFault } from '../../src/frame/scanner.ts';
import { encodeJson } from '../../src/schema/codec.ts';
import { createVerifier } from '../../src/schema/verifier.ts';
import { encodeFrame, frameData, type FrameData } from '../support/frame-messages.ts';
import { rotating } from '../support/rotating.ts';
import { referenceView, viewOf, withCanvasPlaces, type FrameView } from '../support/frame-reference.ts';

const layout = loadLayout('datastream');
const verifier = createVerifier(layout.descriptor.output);

/** A scanner for each poison; a new one after so many messages, which are read as those of one stream. */
const scanners = rotating(20, () => createScanner(layout, { values: true }));

/** Scans bytes that lie before `poison`; the result must not depend on the poison. */
function scan(bytes: Uint8Array, poison = 0): Frame | WireFault {
  const scanner = scanners(String(poison));
  const memory = scanner.reserve(bytes.length + 64);
  memory.fill(poison, 0, bytes.length + 64);
  memory.set(bytes);
  return scanner.scan(bytes.length, 0, 0, 0);
}

function told(scanned: Frame | WireFault): FrameView | WireFault {
  return isFault(scanned) ? scanned : viewOf(scanned);
}

/**
 * The law for any bytes at all. What the scanner takes, the reference runtime takes too and reads the same numbers.
 * The converse does not hold, on purpose: @bufbuild/protobuf 2.17 lets a nested length run beyond its parent, accepts
 * known fields with a foreign wire type, cuts tags and lengths above 32 bits, and takes any packed length.
 */
function checkLaw(bytes: Uint8Array): boolean {
  const scanned = scan(bytes);
  expect(told(scan(bytes, 0xff))).toEqual(told(scanned));
  expect(told(scan(bytes, 0x01))).toEqual(told(scanned));
  const fault = verifier.verify(bytes);
  const shifted = new Uint8Array(bytes.length + 20).fill(0xff);
  shifted.set(bytes, 7);
  expect(verifier.verify(shifted, 7, bytes.length)).toEqual(fault);
  if (isFault(scanned)) {
    expect(scanned.offset).toBeGreaterThanOrEqual(0);
    expect(scanned.offset).toBeLessThanOrEqual(bytes.length);
    expect(scanned.message).not.toBe('');
    expect(fault).toEqual(scanned);
    return false;
  }
  expect(fault).toBeNull();
  expect(withCanvasPlaces(viewOf(scanned))).toEqual(withCanvasPlaces(referenceView(layout, bytes)));
  return true;
}

const float = fc.float({ noDefaultInfinity: false });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const frames: fc.Arbitrary<FrameData> = fc.record({
  rows: fc.array(
    fc.record(
      {
        canvas: fc.string({ unit: 'binary', maxLength: 6 }),
        start: int64,
        end: int64,
        sensors: fc.array(
          fc.record(
            {
              id: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
              values: fc.array(float, { maxLength: 9 }),
              unpacked: fc.boolean(),
              split: fc.integer({ min: 1, max: 4 }),
            },
            { requiredKeys: ['id', 'values'] },
          ),
          { maxLength: 4 },
        ),
      },
      { requiredKeys: ['sensors'] },
    ),
    { maxLength: 4 },
  ),
  max: fc.double(),
  min: fc.double(),
  number: int64,
  timestamp: int64,
});
const encodings = fc.record({ unknown: fc.boolean(), twice: fc.boolean() });

describe('the scanner', () => {
  it('reads everything an encoder makes, in every legal encoding, as the reference does', () => {
    fc.assert(
      fc.property(frames, encodings, (frame, how) => {
        expect(checkLaw(encodeFrame(frame, how))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('reads what an ordinary encoder makes as the same numbers', () => {
    const json = frameData(3, 2, 4, 5);
    const bytes = encodeJson(layout.descriptor.output, {
      rows: json.rows.map((row) => ({
        canvasId: row.canvas ?? '',
        startTimestamp: String(row.start),
        endTimestamp: String(row.end),
        sensors: row.sensors.map(({ id, values }) => ({ id, intensity: [...values] })),
      })),
      currentMaxAmp: json.max ?? 0,
      frameNumber: String(json.number),
    });
    expect(checkLaw(bytes)).toBe(true);
  });

  it('treats any bytes lawfully', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60, size: 'max' }), (bytes) => void checkLaw(bytes)),
      { numRuns: 1500 },
    );
  });

  it('treats a soup of tags and short values lawfully', () => {
    const item = fc.tuple(
      fc.constantFrom(
        0x0a,
        0x10,
        0x11,
        0x12,
        0x15,
        0x18,
        0x19,
        0x20,
        0x28,
        0x22,
        0x0d,
        0x08,
        0x03,
        0x0b,
        0x13,
        0x14,
        0x0c,
        0x3b,
        0x3c,
      ),
      fc.uint8Array({ maxLength: 9 }),
      fc.boolean(),
    );
    let taken = 0;
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), (items) => {
        const bytes = items.flatMap(([tag, value, prefixed]) => [tag, ...(prefixed ? [value.length] : []), ...value]);
        if (checkLaw(Uint8Array.from(bytes))) taken += 1;
      }),
      { numRuns: 1500 },
    );
    expect(taken).toBeGreaterThan(0);
  });

  it('treats mutated messages lawfully', () => {
    let taken = 0;
    let refused = 0;
    const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(frames, encodings, changes, (frame, how, mutations) => {
        const bytes = encodeFrame(frame, how);
        for (const [place, value] of mutations) if (bytes.length > 0) bytes[place % bytes.length] = value;
        if (checkLaw(bytes)) taken += 1;
        else refused += 1;
      }),
      { numRuns: 1500 },
    );
    expect(taken).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  });

  it.each([{}, { unknown: true }, { twice: true }])('treats every truncation lawfully: %o', (how) => {
    const data = frameData(1, 2, 3, 4);
    const bytes = encodeFrame({ ...data, rows: data.rows.map((row) => ({ ...row, canvas: 'größe-☃-𝄞' })) }, how);
    let refused = 0;
    for (let length = 0; length <= bytes.length; length += 1) if (!checkLaw(bytes.slice(0, length))) refused += 1;
    expect(refused).toBeGreaterThan(bytes.length / 2);
    expect(checkLaw(bytes)).toBe(true);
  });
});
