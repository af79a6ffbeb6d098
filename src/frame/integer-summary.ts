import { fold, PRIME_1 as FIRST, PRIME_2 as SECOND } from './value-hash.ts';
import type { ValueSummaries } from './value-summaries.ts';

// An imported constant is not one to the compiler: see float-summary.ts.
const PRIME_1 = FIRST;
const PRIME_2 = SECOND;

/** Bytes of a whole number, and whether it has a sign. */
export interface IntegerKind {
  readonly width: 1 | 2 | 4;
  readonly signed: boolean;
}

/** Extremes and hash of `count` whole numbers at byte `offset`. */
export function summarizeIntegers(
  { width, signed }: IntegerKind,
  view: DataView,
  offset: number,
  count: number,
  into: ValueSummaries,
  slot: number,
): void {
  const end = offset + count * width;
  into.min[slot] = Infinity;
  into.max[slot] = -Infinity;
  into.nonFinite[slot] = 0;
  // An unsigned number with its upper bit flipped sorts as a signed one does, half the range lower.
  const flip = signed ? 0 : -(2 ** (width * 8 - 1));
  const find = width === 4 ? find32 : width === 2 ? find16 : find8;
  if (count > 0) find(view, offset, end, flip, into, slot);
  hash(view, offset, end, into, slot);
}

// Three loops alike: a width asked for in each step takes twice the time.

function find8(view: DataView, offset: number, end: number, flip: number, into: ValueSummaries, slot: number): void {
  let min = 0x7fff_ffff;
  let max = -0x8000_0000;
  for (let at = offset; at < end; at += 1) {
    const key = view.getInt8(at) ^ flip;
    if (key < min) min = key;
    if (key > max) max = key;
  }
  into.min[slot] = min - flip;
  into.max[slot] = max - flip;
}

function find16(view: DataView, offset: number, end: number, flip: number, into: ValueSummaries, slot: number): void {
  let min = 0x7fff_ffff;
  let max = -0x8000_0000;
  for (let at = offset; at < end; at += 2) {
    const key = view.getInt16(at, true) ^ flip;
    if (key < min) min = key;
    if (key > max) max = key;
  }
  into.min[slot] = min - flip;
  into.max[slot] = max - flip;
}

function find32(view: DataView, offset: number, end: number, flip: number, into: ValueSummaries, slot: number): void {
  let min = 0x7fff_ffff;
  let max = -0x8000_0000;
  for (let at = offset; at < end; at += 4) {
    const key = view.getInt32(at, true) ^ flip;
    if (key < min) min = key;
    if (key > max) max = key;
  }
  into.min[slot] = min - flip;
  into.max[slot] = max - flip;
}

function hash(view: DataView, offset: number, end: number, into: ValueSummaries, slot: number): void {
  const length = end - offset;
  const words = end - (length & 3);
  let low = length;
  let high = length;
  for (let at = offset; at < words; at += 4) {
    const word = view.getInt32(at, true);
    low = Math.imul(((low << 5) | (low >>> 27)) ^ word, PRIME_1);
    high = Math.imul(((high << 13) | (high >>> 19)) ^ word, PRIME_2);
  }
  for (let at = words; at < end; at += 1) {
    const byte = view.getUint8(at);
    low = Math.imul(((low << 5) | (low >>> 27)) ^ byte, PRIME_1);
    high = Math.imul(((high << 13) | (high >>> 19)) ^ byte, PRIME_2);
  }
  into.hashLow[slot] = fold(low, length);
  into.hashHigh[slot] = fold(high, length);
}
