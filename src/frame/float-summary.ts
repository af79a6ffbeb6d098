import { fold, foldLanes, LANES, PRIME_1 as FIRST, PRIME_2 as SECOND, stepHigh, stepLow } from './value-hash.ts';
import type { ValueSummaries } from './value-summaries.ts';

// An imported constant is not one to the compiler: the loops below take a third longer with them.
const PRIME_1 = FIRST;
const PRIME_2 = SECOND;

// Extremes are found on integers that sort as the floats do: float compares of noisy data cost twice as much in
// mispredicted branches. Infinities and NaN are the outermost keys, so finite data need no other test.
const PLUS_INFINITY = 0x7f80_0000;
const MINUS_INFINITY = -0x7f80_0001;

const LOW = new Int32Array(LANES);
const HIGH = new Int32Array(LANES);
const BLOCK = LANES * 4;

/**
 * Extremes, hash and count of non-finite values of `count` floats at byte `offset`: the plain twin of
 * assembly/float32.ts.
 */
export function summarizeFloat32(
  view: DataView,
  offset: number,
  count: number,
  into: ValueSummaries,
  slot: number,
): void {
  let min = 0x7fff_ffff;
  let max = -0x8000_0000;
  const end = offset + count * 4;
  const blocks = offset + (count - (count % LANES)) * 4;
  // Two lanes of the hash at a time: their chains keep the multiplier busy, and more would not fit the registers.
  for (let lane = 0; lane < LANES; lane += 2) {
    let low0 = lane + 1;
    let low1 = lane + 2;
    let high0 = lane + LANES + 1;
    let high1 = lane + LANES + 2;
    for (let at = offset + lane * 4; at < blocks; at += BLOCK) {
      const word0 = view.getInt32(at, true);
      const word1 = view.getInt32(at + 4, true);
      low0 = Math.imul(low0 ^ word0, PRIME_1);
      low0 ^= low0 >>> 15;
      low1 = Math.imul(low1 ^ word1, PRIME_1);
      low1 ^= low1 >>> 15;
      high0 = Math.imul(high0 + word0, PRIME_2);
      high0 ^= high0 >>> 13;
      high1 = Math.imul(high1 + word1, PRIME_2);
      high1 ^= high1 >>> 13;
      const key0 = word0 ^ ((word0 >> 31) >>> 1);
      const key1 = word1 ^ ((word1 >> 31) >>> 1);
      if (key0 < min) min = key0;
      if (key0 > max) max = key0;
      if (key1 < min) min = key1;
      if (key1 > max) max = key1;
    }
    LOW[lane] = low0;
    LOW[lane + 1] = low1;
    HIGH[lane] = high0;
    HIGH[lane + 1] = high1;
  }
  let low = foldLanes(count, LOW);
  let high = foldLanes(count, HIGH);
  for (let at = blocks; at < end; at += 4) {
    const word = view.getInt32(at, true);
    low = stepLow(low, word);
    high = stepHigh(high, word);
    const key = word ^ ((word >> 31) >>> 1);
    if (key < min) min = key;
    if (key > max) max = key;
  }
  into.hashLow[slot] = low;
  into.hashHigh[slot] = high;
  keepExtremes(min, max, view, offset, count, into, slot);
}

/** Leaves the extremes of the keys `min` and `max`; looks again at values of which some are not finite. */
export function keepExtremes(
  min: number,
  max: number,
  view: DataView,
  offset: number,
  count: number,
  into: ValueSummaries,
  slot: number,
): void {
  if (count === 0 || min <= MINUS_INFINITY || max >= PLUS_INFINITY) {
    finiteFloat32(view, offset, offset + count * 4, into, slot);
    return;
  }
  into.min[slot] = floatOf(min);
  into.max[slot] = floatOf(max);
  into.nonFinite[slot] = 0;
}

/** The extremes where some values are not finite. */
function finiteFloat32(view: DataView, offset: number, end: number, into: ValueSummaries, slot: number): void {
  let min = Infinity;
  let max = -Infinity;
  let nonFinite = 0;
  for (let at = offset; at < end; at += 4) {
    const value = view.getFloat32(at, true);
    if (!Number.isFinite(value)) {
      nonFinite += 1;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
  }
  into.min[slot] = min;
  into.max[slot] = max;
  into.nonFinite[slot] = nonFinite;
}

const CONVERSION = new DataView(new ArrayBuffer(4));

/** The float of a sorting key; -0 counts as 0. */
function floatOf(key: number): number {
  CONVERSION.setInt32(0, key ^ ((key >> 31) >>> 1));
  return CONVERSION.getFloat32(0) + 0;
}

/** The same for doubles. */
export function summarizeFloat64(
  view: DataView,
  offset: number,
  count: number,
  into: ValueSummaries,
  slot: number,
): void {
  let min = Infinity;
  let max = -Infinity;
  let nonFinite = 0;
  let low0 = count;
  let low1 = 1;
  let high0 = count;
  let high1 = 2;
  const end = offset + count * 8;
  for (let at = offset; at < end; at += 8) {
    const word0 = view.getInt32(at, true);
    const word1 = view.getInt32(at + 4, true);
    const value = view.getFloat64(at, true);
    low0 = Math.imul(((low0 << 5) | (low0 >>> 27)) ^ word0, PRIME_1);
    high0 = Math.imul(((high0 << 13) | (high0 >>> 19)) ^ word0, PRIME_2);
    low1 = Math.imul(((low1 << 5) | (low1 >>> 27)) ^ word1, PRIME_1);
    high1 = Math.imul(((high1 << 13) | (high1 >>> 19)) ^ word1, PRIME_2);
    // x - x is 0 for finite x alone.
    if (value - value === 0) {
      if (value < min) min = value;
      if (value > max) max = value;
    } else nonFinite += 1;
  }
  into.min[slot] = min;
  into.max[slot] = max;
  into.nonFinite[slot] = nonFinite;
  into.hashLow[slot] = fold(low0, low1);
  into.hashHigh[slot] = fold(high0, high1);
}
