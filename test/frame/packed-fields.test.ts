import { describe, expect, it } from 'vitest';
import type { Frame, WireFault } from '../../src/base/frame.ts';
import { createScanner, isFault } from '../../src/frame/scanner.ts';
import { encodeJson } from '../../src/schema/codec.ts';
import type { PackedLayout } from '../../src/frame/layout.ts';
import { elements, scanWith } from '../support/frame-packed.ts';
import { packedUserLayout } from '../support/frame-layouts.ts';

const pixels = elements('uint16', [1, 2, 3, 65_535, 5, 6]);
const TILE = {
  size: { width: 3, height: '2' },
  pixels: Buffer.from(pixels).toString('base64'),
  times: ['1700000000', '1700000001'],
  lines: [-7, -6],
  sent: '1700000002',
};

function encode(layout: PackedLayout, changed: Record<string, number | string | string[]> = {}): Uint8Array {
  return encodeJson(layout.descriptor.output, { ...TILE, ...changed });
}

function good(scanned: Frame | WireFault): Frame {
  if (isFault(scanned)) throw new Error(scanned.message);
  return scanned;
}

describe('the fields of a packed frame', () => {
  it('may lie in messages of their own and have any type of number', () => {
    const layout = packedUserLayout();
    const frame = good(scanWith(createScanner(layout, { values: true }), encode(layout)));
    expect([...frame.rows.start.slice(0, 2)]).toEqual([1_700_000_000_000, 1_700_000_001_000]);
    expect(frame).toMatchObject({ sequence: -7, sourceTime: 1_700_000_002_000, rowCount: 2 });
    expect([0, 1, 2].map((bin) => frame.value(1, bin))).toEqual([65_535, 5, 6]);
  });

  it('are the last of several where the field is single', () => {
    const layout = packedUserLayout();
    const twice = Uint8Array.from([
      ...encode(layout, { pixels: 'AAAA' }).subarray(0, 0),
      0x12,
      2,
      9,
      9,
      ...encode(layout),
    ]);
    const frame = good(scanWith(createScanner(layout, { values: true }), twice));
    expect(frame.value(0, 0)).toBe(1);
    expect(
      scanWith(createScanner(layout, { values: true }), Uint8Array.from([...encode(layout), 0x12, 0])),
    ).toMatchObject({
      kind: 'shape',
    });
  });

  it('are one row without a second axis, whose single numbers may be absent', () => {
    const layout = packedUserLayout(
      [', y: size.height', ''],
      ['timestamps: times', 'timestamps: time'],
      ['rowIndex: lines', 'rowIndex: line'],
    );
    const scanner = createScanner(layout, { values: true });
    const shape = { size: { width: 6, height: '9' }, pixels: TILE.pixels };
    const tile = (more: Record<string, number | string>): Uint8Array =>
      encodeJson(layout.descriptor.output, { ...shape, ...more });
    const frame = good(scanWith(scanner, tile({ time: 1.5, line: '4' })));
    expect([frame.rowCount, frame.rows.start[0], frame.sequence]).toEqual([1, 1500, 4]);
    scanner.settle(scanner.seen());
    const bare = good(scanWith(scanner, tile({})));
    expect([bare.rows.start[0], bare.sequence]).toEqual([0, 0]);
  });

  it('are at fault where packed numbers are no whole number of them', () => {
    const layout = packedUserLayout();
    const scanner = createScanner(layout, { values: true });
    expect(scanWith(scanner, Uint8Array.of(0x3a, 7, 0, 0, 0, 0, 0, 0, 0))).toMatchObject({ kind: 'length', offset: 0 });
    expect(scanWith(scanner, Uint8Array.of(0x42, 5, 0, 0, 0, 0, 0))).toMatchObject({ kind: 'length', offset: 0 });
    expect(scanWith(scanner, Uint8Array.of(0x0a, 5, 0))).toMatchObject({ kind: 'truncated', offset: 1 });
    expect(scanWith(scanner, Uint8Array.of(0x08, 5))).toMatchObject({ kind: 'wire-type', offset: 0 });
  });
});
