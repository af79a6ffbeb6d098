/**
 * The hash of values, 64 bits in two halves. Of each full block of 16 words, word i goes into lane i of each half: the lower
 * state becomes (state ^ word) * PRIME_1, the upper (state + word) * PRIME_2, each with its upper bits folded into the lower.
 * At the end lanes i + 4, i + 8 and i + 12 are folded into lane i, the four that are left into the number of words, and the
 * words behind the last block follow one by one.
 */
export const PRIME_1 = 0x9e37_79b1;
export const PRIME_2 = 0x85eb_ca6b;

/** Lanes of each half. */
export const LANES = 16;

export function stepLow(state: number, word: number): number {
  const mixed = Math.imul(state ^ word, PRIME_1);
  return mixed ^ (mixed >>> 15);
}

export function stepHigh(state: number, word: number): number {
  const mixed = Math.imul(state + word, PRIME_2);
  return mixed ^ (mixed >>> 13);
}

/** The lanes of one half and the number of words of all, in 32 bits. */
export function foldLanes(count: number, lanes: Int32Array): number {
  let folded = count;
  for (let lane = 0; lane < 4; lane += 1) {
    let state = lanes[lane] as number;
    for (let other = lane + 4; other < LANES; other += 4) state = fold(state, lanes[other] as number);
    folded = fold(folded, state);
  }
  return folded;
}

/** Two chains into 32 bits; each alone changes the result whenever it changes. */
export function fold(a: number, b: number): number {
  const mixed = Math.imul(a ^ (a >>> 15), PRIME_2) ^ ((b << 16) | (b >>> 16));
  return mixed ^ (mixed >>> 13);
}
