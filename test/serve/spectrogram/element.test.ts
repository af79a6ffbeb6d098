import { describe, expect, it } from 'vitest';
import { clampToElement, elementWidth, storedPicture, writeElements } from '../../../src/serve/spectrogram/element.ts';
import { ELEMENTS } from '../../../src/serve/spectrogram/layout.ts';
import type { Element } from '../../../src/serve/spectrogram/layout.ts';
import type { Picture } from '../../../src/serve/spectrogram/plan.ts';
import { packedOf } from '../../support/serve-packed.ts';
import type { DecodedPacked } from '../../support/serve-packed.ts';

const READ: Readonly<Record<Element, (data: Buffer, at: number) => number>> = {
  float32: (data, at) => data.readFloatLE(at),
  float64: (data, at) => data.readDoubleLE(at),
  uint8: (data, at) => data.readUInt8(at),
  int16: (data, at) => data.readInt16LE(at),
  uint16: (data, at) => data.readUInt16LE(at),
  int32: (data, at) => data.readInt32LE(at),
};

function read({ data }: DecodedPacked, element: Element): number[] {
  const width = elementWidth(element);
  return Array.from({ length: data.length / width }, (_, i) => READ[element](data, i * width));
}

describe('an element type', () => {
  it.each(ELEMENTS)('%s: the header has the extremes of the values as stored, in every frame', (element) => {
    for (const frame of packedOf('', { element })) {
      const values = read(frame, element);
      expect(values).toHaveLength(54);
      expect([frame.max, frame.min]).toEqual([Math.max(...values), Math.min(...values)]);
      expect(new Set(values).size).toBeGreaterThan(element === 'uint8' ? 15 : 40);
    }
  });

  it('uint8 keeps a spike within its range, header included', () => {
    const [frame] = packedOf('spike@0:value=1000', { element: 'uint8' }, 1);
    expect(Math.max(...read(frame!, 'uint8'))).toBe(255);
    expect(frame?.max).toBe(255);
  });

  it('zero means stored zeros', () => {
    const [frame] = packedOf('zero@0', { element: 'uint16' }, 1);
    expect(new Set(read(frame!, 'uint16'))).toEqual(new Set([0]));
  });
});

describe('storedPicture', () => {
  const picture: Picture = { sensors: 1, bins: 3, rows: 1, row: (_, into, at) => into.set([-160, -80, 0], at) };

  it('is the picture itself for floats', () => {
    expect(storedPicture(picture, 'float64')).toBe(picture);
  });

  it.each([
    ['uint8', [0, 128, 255]],
    ['uint16', [0, 32_000, 64_000]],
    ['int16', [-16_000, -8000, 0]],
    ['int32', [-1_600_000, -800_000, 0]],
  ] as const)('scales -160..0 dB to %s', (element, expected) => {
    const into = new Float32Array(4).fill(9);
    storedPicture(picture, element).row(0, into, 1);
    expect([...into]).toEqual([9, ...expected]);
  });
});

describe('clampToElement', () => {
  it('makes values whole and keeps them within the type; floats stay as they are', () => {
    const values = Float32Array.of(-1, 3.6, 999);
    clampToElement(values, 'uint8');
    expect([...values]).toEqual([0, 4, 255]);
    const floats = Float32Array.of(0.5);
    clampToElement(floats, 'float32');
    expect([...floats]).toEqual([0.5]);
  });
});

describe('writeElements', () => {
  it('returns the place after what it wrote', () => {
    const out = Buffer.alloc(7);
    expect(writeElements(out, 1, Float32Array.of(1, 258), 'uint16')).toBe(5);
    expect([...out]).toEqual([0, 1, 0, 2, 1, 0, 0]);
  });
});
