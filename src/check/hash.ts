/** Folds one 32-bit word into a running hash; order matters. Multiplier and shifts of the murmur3 finalizer. */
export function fold(hash: number, word: number): number {
  let mixed = Math.imul(hash ^ word, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
