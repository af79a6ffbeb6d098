import { describe, expect, it } from 'vitest';
import { parseWav } from '../../../src/serve/spectrogram/wav.ts';

function chunk(id: string, body: Buffer, size = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(id);
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function riff(...chunks: Buffer[]): Buffer {
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));
}

function format(tag: number, bits: number, channels = 2, extensible = false): Buffer {
  const body = Buffer.alloc(extensible ? 40 : 16);
  body.writeUInt16LE(extensible ? 0xfffe : tag, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(8000, 4);
  body.writeUInt32LE((8000 * channels * bits) / 8, 8);
  body.writeUInt16LE((channels * bits) / 8, 12);
  body.writeUInt16LE(bits, 14);
  if (extensible) body.writeUInt16LE(tag, 24);
  return chunk('fmt ', body);
}

function samples(bits: number, float: boolean): Buffer {
  const out = Buffer.alloc((4 * bits) / 8);
  [0.5, -1, -0.25, 0].forEach((value, i) => {
    const at = (i * bits) / 8;
    if (float && bits === 32) out.writeFloatLE(value, at);
    else if (float) out.writeDoubleLE(value, at);
    else if (bits === 8) out.writeUInt8(value * 128 + 128, at);
    else out.writeIntLE(value * 2 ** (bits - 1), at, bits / 8);
  });
  return out;
}

describe('parseWav', () => {
  it.each([
    [1, 8],
    [1, 16],
    [1, 24],
    [1, 32],
    [3, 32],
    [3, 64],
  ])('reads format %d of %d bits, plain and extensible', (tag, bits) => {
    for (const extensible of [false, true]) {
      const bytes = riff(format(tag, bits, 2, extensible), chunk('data', samples(bits, tag === 3)));
      const sound = parseWav(bytes, 'a.wav');
      expect(sound.sampleRate).toBe(8000);
      expect(sound.channels.map((channel) => [...channel])).toEqual([
        [0.5, -0.25],
        [-1, 0],
      ]);
    }
  });

  it('skips other chunks with their padding, and stops at the end of the file', () => {
    const note = chunk('LIST', Buffer.from('odd'));
    const bytes = riff(note, format(1, 16), note, chunk('data', samples(16, false), 0xffffffff));
    expect(parseWav(bytes, 'a.wav').channels[0]).toEqual(Float32Array.of(0.5, -0.25));
  });

  it('reads a view into a larger buffer', () => {
    const bytes = riff(format(1, 16), chunk('data', samples(16, false)));
    const larger = Buffer.concat([Buffer.from([1, 2, 3]), bytes]);
    expect(parseWav(larger.subarray(3), 'a.wav').channels).toHaveLength(2);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'is no WAV file'],
    ['text', Buffer.from('this is no sound at all'), 'is no WAV file'],
    ['no data', riff(format(1, 16)), 'has no data chunk'],
    ['data first', riff(chunk('data', Buffer.alloc(4)), format(1, 16)), 'has its data before its format'],
    ['empty data', riff(format(1, 16), chunk('data', Buffer.alloc(0))), 'has no samples'],
    ['a short format', riff(chunk('fmt ', Buffer.alloc(8))), 'has a format chunk that is too short'],
    [
      'a short extension',
      riff(chunk('fmt ', Buffer.from([0xfe, 0xff, ...Array<number>(14).fill(1)]))),
      'has a format chunk that is too short',
    ],
    [
      'mu-law',
      riff(format(7, 8), chunk('data', Buffer.alloc(4))),
      'has samples of format 7 with 8 bits, which cannot be read',
    ],
    [
      '12 bits',
      riff(format(1, 12), chunk('data', Buffer.alloc(4))),
      'has samples of format 1 with 12 bits, which cannot be read',
    ],
    ['no channels', riff(format(1, 16, 0), chunk('data', Buffer.alloc(4))), 'has no channels or no sample rate'],
  ])('is a file failure for %s', (_, bytes, message) => {
    expect(() => parseWav(bytes, 'a.wav')).toThrow(
      expect.objectContaining({ code: 'file', exitCode: 2, message: `a.wav ${message}` }),
    );
  });
});
