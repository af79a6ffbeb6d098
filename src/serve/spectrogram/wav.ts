import { Failure } from '../../base/failure.ts';

/** Sound from a WAV file, samples between -1 and 1 (floats as they are). */
export interface Sound {
  readonly sampleRate: number;
  /** Samples by channel, all equally long. */
  readonly channels: readonly Float32Array[];
}

interface Format {
  readonly tag: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bits: number;
  /** Bytes of one sample of all channels. */
  readonly block: number;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/**
 * Reads RIFF/WAVE: PCM of 8, 16, 24 or 32 bits and 32- or 64-bit floats, plain or WAVE_FORMAT_EXTENSIBLE. `name` is for messages;
 * throws a file Failure for anything else.
 */
export function parseWav(bytes: Uint8Array, name: string): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 12 || text(view, 0) !== 'RIFF' || text(view, 8) !== 'WAVE') throw bad(name, 'is no WAV file');
  let format: Format | null = null;
  for (let at = 12; at + 8 <= view.byteLength;) {
    const id = text(view, at);
    const begin = at + 8;
    // A writer that did not know the length leaves one that is too large: the data then goes on to the end of the file.
    const end = Math.min(begin + view.getUint32(at + 4, true), view.byteLength);
    if (id === 'fmt ') format = readFormat(view, begin, end, name);
    if (id === 'data') {
      if (format === null) throw bad(name, 'has its data before its format');
      return readSamples(view, begin, end, format, name);
    }
    at = end + ((end - begin) % 2);
  }
  throw bad(name, 'has no data chunk');
}

function readFormat(view: DataView, begin: number, end: number, name: string): Format {
  if (end - begin < 16) throw bad(name, 'has a format chunk that is too short');
  let tag = view.getUint16(begin, true);
  if (tag === EXTENSIBLE) {
    if (end - begin < 40) throw bad(name, 'has a format chunk that is too short');
    tag = view.getUint16(begin + 24, true);
  }
  const channels = view.getUint16(begin + 2, true);
  const sampleRate = view.getUint32(begin + 4, true);
  const bits = view.getUint16(begin + 14, true);
  const known = tag === PCM ? [8, 16, 24, 32] : tag === FLOAT ? [32, 64] : [];
  if (!known.includes(bits)) throw bad(name, `has samples of format ${tag} with ${bits} bits, which cannot be read`);
  if (channels === 0 || sampleRate === 0) throw bad(name, 'has no channels or no sample rate');
  return { tag, channels, sampleRate, bits, block: (channels * bits) / 8 };
}

function readSamples(view: DataView, begin: number, end: number, format: Format, name: string): Sound {
  const count = Math.floor((end - begin) / format.block);
  if (count === 0) throw bad(name, 'has no samples');
  const read = reader(view, format);
  const width = format.bits / 8;
  const channels = Array.from({ length: format.channels }, (_, channel) => {
    const samples = new Float32Array(count);
    for (let i = 0; i < count; i += 1) samples[i] = read(begin + i * format.block + channel * width);
    return samples;
  });
  return { sampleRate: format.sampleRate, channels };
}

function reader(view: DataView, { tag, bits }: Format): (at: number) => number {
  if (tag === FLOAT) return bits === 32 ? (at) => view.getFloat32(at, true) : (at) => view.getFloat64(at, true);
  switch (bits) {
    case 8:
      return (at) => (view.getUint8(at) - 128) / 128;
    case 16:
      return (at) => view.getInt16(at, true) / 2 ** 15;
    case 24:
      return (at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65_536) / 2 ** 23;
    default:
      return (at) => view.getInt32(at, true) / 2 ** 31;
  }
}

function text(view: DataView, at: number): string {
  return String.fromCharCode(...Array.from({ length: 4 }, (_, i) => view.getUint8(at + i)));
}

function bad(name: string, what: string): Failure {
  return new Failure('file', `${name} ${what}`, { hint: 'give a RIFF/WAVE file with PCM or float samples' });
}
