export const PRIME_1 = 0x9e37_79b1;
export const PRIME_2 = 0x85eb_ca6b;

/** Two chains into 32 bits; each alone changes the result whenever it changes. */
export function fold(a: number, b: number): number {
  const mixed = Math.imul(a ^ (a >>> 15), PRIME_2) ^ ((b << 16) | (b >>> 16));
  return mixed ^ (mixed >>> 13);
}
