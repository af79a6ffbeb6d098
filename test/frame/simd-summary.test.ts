import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kernel } from '../../src/frame/kernel.ts';
import { createPlainKernel, createSimdKernel } from '../../src/frame/kernel.ts';
import { createSimdSummary } from '../../src/frame/simd-summary.ts';
import { Sensors } from '../../src/frame/tables.ts';

const hasSimd = createSimdSummary() !== null;

/** What a kernel finds in words of any bits, NaN of every kind among them, that begin at any byte. */
function summarize(kernel: Kernel, words: readonly number[], offset: number) {
  const view = new DataView(kernel.reserve(offset + words.length * 4));
  words.forEach((word, i) => view.setInt32(offset + i * 4, word, true));
  const into = new Sensors();
  into.begin(0);
  kernel.summarize(offset, words.length, into, 0);
  const { min, max, nonFinite, hashLow, hashHigh } = into;
  return [min[0], max[0], nonFinite[0], hashLow[0], hashHigh[0]];
}

describe.skipIf(!hasSimd)('the SIMD summary of 32-bit floats', () => {
  it('finds what its plain twin finds, whatever the bits', () => {
    const simd = createSimdKernel('float32') as Kernel;
    const plain = createPlainKernel('float32');
    const words = fc.array(fc.oneof(fc.integer(), fc.constantFrom(0x7f80_0000, -0x0080_0000, 0x7fc0_0000, 0)), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(words, fc.nat(70_000), (list, offset) => {
        expect(summarize(simd, list, offset)).toEqual(summarize(plain, list, offset));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives every word a say in both halves of the hash, also where two words change together', () => {
    const kernel = createSimdKernel('float32') as Kernel;
    const base = Array.from({ length: 33 }, (_, i) => i * 77);
    const hashes = new Set<string>();
    let changes = 0;
    for (let i = 0; i < base.length; i += 1) {
      for (let j = i; j < base.length; j += 8) {
        // Signs that flip in pairs cancel out in a hash without shifts.
        const changed = base.map((word, at) => (at === i || at === j ? word ^ -0x8000_0000 : word));
        const [, , , low, high] = summarize(kernel, changed, 0);
        hashes.add(`${low}`).add(`high ${high}`);
        changes += 1;
      }
    }
    expect(hashes.size).toBe(changes * 2);
  });

  it('keeps what lies in its memory when it grows', () => {
    const simd = createSimdSummary();
    if (simd === null) throw new Error('no SIMD');
    new Uint8Array(simd.reserve(10)).fill(7, 0, 10);
    const grown = simd.reserve(1_000_000);
    expect(grown.byteLength).toBeGreaterThanOrEqual(1_000_000);
    expect([...new Uint8Array(grown, 0, 10)]).toEqual(Array.from({ length: 10 }, () => 7));
  });

  it('gives every kernel memory of its own', () => {
    const [a, b] = [createSimdSummary(), createSimdSummary()];
    expect(a?.reserve(1)).not.toBe(b?.reserve(1));
  });
});
