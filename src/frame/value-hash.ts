/**
 * The hash of values, 64 bits in two halves. Word i of the content goes into lane i mod 8, of each half: the lower state
 * becomes (state ^ word) * PRIME_1, the upper (state + word) * PRIME_2, each with its upper bits folded into the lower.
 * At the end the lanes are folded into the number of words.
 */
export const PRIME_1 = 0x9e37_79b1;
export const PRIME_2 = 0x85eb_ca6b;

/** Eight lanes and the number of words they took, in 32 bits. */
export function foldLanes(count: number, lanes: Int32Array): number {
  let folded = count;
  for (let lane = 0; lane < 8; lane += 1) folded = fold(folded, lanes[lane] as number);
  return folded;
}

/** Two chains into 32 bits; each alone changes the result whenever it changes. */
export function fold(a: number, b: number): number {
  const mixed = Math.imul(a ^ (a >>> 15), PRIME_2) ^ ((b << 16) | (b >>> 16));
  return mixed ^ (mixed >>> 13);
}
