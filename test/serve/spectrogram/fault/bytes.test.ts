import { describe, expect, it } from 'vitest';
import { decodeFrame } from '../../../support/serve-proto.ts';
import { makeFrames, numbers, starts } from '../../../support/serve-frames.ts';

/** What follows the good frame in the broken one, by hand. */
const TAILS: Readonly<Record<string, number[]>> = {
  'truncated-field': [0x0a, 0x64],
  'bad-wire-type': [0x27],
  'field-zero': [0x00, 0x01],
  'long-varint': [0x20, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
};

describe('a fault of the bytes', () => {
  it.each(Object.entries(TAILS))('%s appends what no decoder may take', (name, tail) => {
    const broken = makeFrames({ faults: `${name}@3` }).bytes[3];
    expect([...(broken ?? [])].slice(-tail.length)).toEqual(tail);
  });

  it('bad-utf8 spoils the canvas id alone', () => {
    const plain = makeFrames({}).bytes[3] ?? Buffer.alloc(0);
    const broken = makeFrames({ faults: 'bad-utf8@3' }).bytes[3] ?? Buffer.alloc(0);
    const canvas = plain.indexOf('canvas-j');
    expect(broken[canvas]).toBe(0xff);
    expect(broken.subarray(canvas, canvas + 8)).not.toEqual(plain.subarray(canvas, canvas + 8));
    expect(broken.length).toBe(plain.length);
  });

  it.each([...Object.keys(TAILS), 'bad-utf8'])(
    '%s is refused by @bufbuild/protobuf, the other frames are whole and in step',
    (name) => {
      const { bytes } = makeFrames({ faults: `${name}@3` });
      expect(() => decodeFrame(bytes[3] ?? Buffer.alloc(0))).toThrow();
      const frames = bytes.filter((_, i) => i !== 3).map((one) => decodeFrame(one ?? Buffer.alloc(0)));
      expect(numbers(frames)).toEqual(frames.map((_, i) => i + 1));
      expect(starts(frames)).toEqual(frames.map((_, i) => i * 50));
    },
  );
});
