// AssemblyScript: `node .ci/build-kernel.mjs` compiles this file into ../simd-module.ts.
//
// One pass over 32-bit floats: extremes, as integers that sort as the floats do, and a 64-bit hash of the content.
// ../float-summary.ts is the same in plain TypeScript; value-hash.ts says how the hash is made.

const PRIME_1: i32 = 0x9e3779b1;
const PRIME_2: i32 = 0x85ebca6b;

function keyOf(words: v128): v128 {
  return v128.xor(words, i32x4.shr_u(i32x4.shr_s(words, 31), 1));
}

function stepLow(state: v128, words: v128): v128 {
  const mixed = i32x4.mul(v128.xor(state, words), i32x4.splat(PRIME_1));
  return v128.xor(mixed, i32x4.shr_u(mixed, 15));
}

function stepHigh(state: v128, words: v128): v128 {
  const mixed = i32x4.mul(i32x4.add(state, words), i32x4.splat(PRIME_2));
  return v128.xor(mixed, i32x4.shr_u(mixed, 13));
}

/**
 * `count` floats at byte `at`, at any alignment. Leaves four words at byte `out`: the least and the greatest key, and the
 * lower and the upper half of the hash. Four vectors of each half: with two the multipliers would wait for each other.
 */
export function summarize(at: usize, count: u32, out: usize): void {
  let low0 = i32x4(1, 2, 3, 4);
  let low1 = i32x4(5, 6, 7, 8);
  let low2 = i32x4(9, 10, 11, 12);
  let low3 = i32x4(13, 14, 15, 16);
  let high0 = i32x4(17, 18, 19, 20);
  let high1 = i32x4(21, 22, 23, 24);
  let high2 = i32x4(25, 26, 27, 28);
  let high3 = i32x4(29, 30, 31, 32);
  let min = i32x4.splat(i32.MAX_VALUE);
  let max = i32x4.splat(i32.MIN_VALUE);
  const blocks = at + <usize>(count & ~15) * 4;
  for (; at < blocks; at += 64) {
    const words0 = v128.load(at);
    const words1 = v128.load(at, 16);
    const words2 = v128.load(at, 32);
    const words3 = v128.load(at, 48);
    low0 = stepLow(low0, words0);
    low1 = stepLow(low1, words1);
    low2 = stepLow(low2, words2);
    low3 = stepLow(low3, words3);
    high0 = stepHigh(high0, words0);
    high1 = stepHigh(high1, words1);
    high2 = stepHigh(high2, words2);
    high3 = stepHigh(high3, words3);
    const key0 = keyOf(words0);
    const key1 = keyOf(words1);
    const key2 = keyOf(words2);
    const key3 = keyOf(words3);
    min = i32x4.min_s(min, i32x4.min_s(i32x4.min_s(key0, key1), i32x4.min_s(key2, key3)));
    max = i32x4.max_s(max, i32x4.max_s(i32x4.max_s(key0, key1), i32x4.max_s(key2, key3)));
  }
  let low = foldLanes(count, foldAll(foldAll(foldAll(low0, low1), low2), low3));
  let high = foldLanes(count, foldAll(foldAll(foldAll(high0, high1), high2), high3));
  let smallest = least(min);
  let largest = greatest(max);
  const end = blocks + <usize>(count & 15) * 4;
  for (; at < end; at += 4) {
    const word = load<i32>(at);
    low = (low ^ word) * PRIME_1;
    low ^= low >>> 15;
    high = (high + word) * PRIME_2;
    high ^= high >>> 13;
    const key = word ^ ((word >> 31) >>> 1);
    smallest = min32(smallest, key);
    largest = max32(largest, key);
  }
  store<i32>(out, smallest);
  store<i32>(out, largest, 4);
  store<i32>(out, low, 8);
  store<i32>(out, high, 12);
}

function foldAll(folded: v128, words: v128): v128 {
  const turned = v128.or(i32x4.shl(words, 16), i32x4.shr_u(words, 16));
  const mixed = v128.xor(i32x4.mul(v128.xor(folded, i32x4.shr_u(folded, 15)), i32x4.splat(PRIME_2)), turned);
  return v128.xor(mixed, i32x4.shr_u(mixed, 13));
}

function foldLanes(count: i32, lanes: v128): i32 {
  let folded = fold(count, i32x4.extract_lane(lanes, 0));
  folded = fold(folded, i32x4.extract_lane(lanes, 1));
  folded = fold(folded, i32x4.extract_lane(lanes, 2));
  return fold(folded, i32x4.extract_lane(lanes, 3));
}

function fold(folded: i32, word: i32): i32 {
  const mixed = ((folded ^ (folded >>> 15)) * PRIME_2) ^ rotl<i32>(word, 16);
  return mixed ^ (mixed >>> 13);
}

function min32(a: i32, b: i32): i32 {
  return a < b ? a : b;
}

function max32(a: i32, b: i32): i32 {
  return a > b ? a : b;
}

function least(lanes: v128): i32 {
  const half = i32x4.min_s(lanes, v128.shuffle<i32>(lanes, lanes, 2, 3, 0, 1));
  return i32x4.extract_lane(i32x4.min_s(half, v128.shuffle<i32>(half, half, 1, 0, 3, 2)), 0);
}

function greatest(lanes: v128): i32 {
  const half = i32x4.max_s(lanes, v128.shuffle<i32>(lanes, lanes, 2, 3, 0, 1));
  return i32x4.extract_lane(i32x4.max_s(half, v128.shuffle<i32>(half, half, 1, 0, 3, 2)), 0);
}
