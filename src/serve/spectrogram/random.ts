/** A well-mixed unsigned 32-bit number from two others; the same two give the same one. */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** A seeded source of numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let step = 0;
  return () => mix(seed, (step += 1)) / 2 ** 32;
}
