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
 * lower and the upper half of the hash. The 64 bytes behind them are for its own use.
 */
export function summarize(at: usize, count: u32, out: usize): void {
  let low0 = i32x4(1, 2, 3, 4);
  let low1 = i32x4(5, 6, 7, 8);
  let high0 = i32x4(9, 10, 11, 12);
  let high1 = i32x4(13, 14, 15, 16);
  let min = i32x4.splat(i32.MAX_VALUE);
  let max = i32x4.splat(i32.MIN_VALUE);
  const blocks = at + <usize>(count & ~7) * 4;
  for (; at < blocks; at += 32) {
    const words0 = v128.load(at);
    const words1 = v128.load(at, 16);
    low0 = stepLow(low0, words0);
    low1 = stepLow(low1, words1);
    high0 = stepHigh(high0, words0);
    high1 = stepHigh(high1, words1);
    const key0 = keyOf(words0);
    const key1 = keyOf(words1);
    min = i32x4.min_s(min, i32x4.min_s(key0, key1));
    max = i32x4.max_s(max, i32x4.max_s(key0, key1));
  }
  const lanes = out + 16;
  v128.store(lanes, low0);
  v128.store(lanes, low1, 16);
  v128.store(lanes, high0, 32);
  v128.store(lanes, high1, 48);
  let smallest = least(min);
  let largest = greatest(max);
  const end = blocks + <usize>(count & 7) * 4;
  for (let lane = lanes; at < end; at += 4, lane += 4) {
    const word = load<i32>(at);
    const low = (load<i32>(lane) ^ word) * PRIME_1;
    const high = (load<i32>(lane, 32) + word) * PRIME_2;
    store<i32>(lane, low ^ (low >>> 15));
    store<i32>(lane, high ^ (high >>> 13), 32);
    const key = word ^ ((word >> 31) >>> 1);
    smallest = min32(smallest, key);
    largest = max32(largest, key);
  }
  store<i32>(out, smallest);
  store<i32>(out, largest, 4);
  store<i32>(out, foldLanes(count, lanes), 8);
  store<i32>(out, foldLanes(count, lanes + 32), 12);
}

function foldLanes(count: i32, lanes: usize): i32 {
  let folded = count;
  for (let lane = lanes; lane < lanes + 32; lane += 4) {
    const word = load<i32>(lane);
    const mixed = ((folded ^ (folded >>> 15)) * PRIME_2) ^ rotl<i32>(word, 16);
    folded = mixed ^ (mixed >>> 13);
  }
  return folded;
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
