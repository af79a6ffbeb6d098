import type { InputType, ZlibOptions } from 'node:zlib';
import { gunzip, gunzipSync, inflate as inflateZlib, inflateSync } from 'node:zlib';
import { plural, printable } from '../base/text.ts';
import type { FramingFault } from './encoding.ts';
import { badEncoding, tooLarge } from './encoding.ts';
import { thrownCode, thrownText } from './thrown.ts';
import type { Encoding } from './types.ts';

/** One compressed message; `index` names it in faults. */
export interface Deflated {
  readonly encoding: Exclude<Encoding, 'identity'>;
  readonly bytes: Uint8Array;
  readonly index: number;
}

export type Inflated = Uint8Array | FramingFault;

/**
 * What is inflated on the spot: a few milliseconds at most. A message that is longer, or turns out longer, is inflated
 * beside the event loop, or each of them would delay the stamps of everything that arrives meanwhile.
 */
const AT_ONCE_IN = 64 * 1024;
const AT_ONCE_OUT = 1024 * 1024;

/** Inflates one message, never beyond `most` bytes; a promise, which never rejects, for a large one. */
export function inflate(message: Deflated, most: number): Inflated | Promise<Inflated> {
  const { encoding, bytes, index } = message;
  const limit = Math.max(1, most);
  if (bytes.length > AT_ONCE_IN) return inflateBeside(message, limit);
  const now = Math.min(limit, AT_ONCE_OUT);
  try {
    return whole(message, told((encoding === 'gzip' ? gunzipSync : inflateSync)(bytes, options(now))));
  } catch (thrown) {
    const tooLong = thrownCode(thrown) === 'ERR_BUFFER_TOO_LARGE';
    if (!tooLong) return undecodable(message, thrown);
    return now < limit ? inflateBeside(message, limit) : tooLarge(index, null, most);
  }
}

function inflateBeside(message: Deflated, limit: number): Promise<Inflated> {
  return new Promise((resolve) => {
    const start: (bytes: InputType, options: ZlibOptions, done: (error: Error | null, result: Buffer) => void) => void =
      message.encoding === 'gzip' ? gunzip : inflateZlib;
    start(message.bytes, options(limit), (error, result) => {
      if (!error) resolve(whole(message, told(result)));
      else if (thrownCode(error) === 'ERR_BUFFER_TOO_LARGE') resolve(tooLarge(message.index, null, limit));
      else resolve(undecodable(message, error));
    });
  });
}

function options(limit: number): ZlibOptions {
  return { maxOutputLength: limit, chunkSize: 64 * 1024, info: true };
}

interface Told {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/** With `info`, zlib also tells how much of its input it used, which the types do not know. */
function told(result: unknown): Told {
  return result as Told;
}

/** zlib passes over what stands behind the end of its data. */
function whole({ encoding, bytes, index }: Deflated, { buffer, engine }: Told): Inflated {
  const left = bytes.length - engine.bytesWritten;
  if (left === 0) return buffer;
  return badEncoding(`message ${index} has ${plural(left, 'byte')} behind the end of its ${encoding} data`);
}

function undecodable({ encoding, index }: Deflated, thrown: unknown): FramingFault {
  return badEncoding(`message ${index} does not inflate as ${encoding}: ${printable(thrownText(thrown), 120)}`);
}
