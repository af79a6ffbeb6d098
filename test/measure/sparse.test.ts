import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SparseCounts } from '../../src/measure/sparse.ts';

function made(...ms: number[]): SparseCounts {
  const counts = new SparseCounts();
  for (const each of ms) counts.add(each);
  return counts;
}

describe('SparseCounts', () => {
  it('keeps microseconds to three digits, counted', () => {
    expect(SparseCounts.decode(made(0.5, 1.2345, 1.2349, 1000, 0, -1).encode())).toEqual([
      [0, 2],
      [500, 1],
      [1230, 2],
      [1_000_000, 1],
    ]);
    expect(made(1, 2).count).toBe(2);
  });

  it('is empty text when empty, and reads it back', () => {
    expect(made().encode()).toBe('');
    expect(SparseCounts.decode('')).toEqual([]);
  });

  it.each(['x', '1', '1.', '1.2,', '1.2;3.4', '1.2,-3.4', 'A.B', `${'z'.repeat(9)}.1`])(
    'is not read from %j',
    (text) => {
      expect(SparseCounts.decode(text)).toBeNull();
    },
  );

  it('loses no value, stays within 1 % of each while they are few, and within 8 KiB always', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.001, max: 60_000, noNaN: true }), { maxLength: 500 }), (values) => {
        const read = SparseCounts.decode(made(...values).encode()) ?? [];
        expect(read.reduce((sum, [, count]) => sum + count, 0)).toBe(values.length);
        const sorted = values.map((ms) => ms * 1000).toSorted((a, b) => a - b);
        const back = read.flatMap(([us, count]) => Array.from({ length: count }, () => us));
        for (const [i, us] of back.entries())
          expect(Math.abs(us - (sorted[i] ?? 0))).toBeLessThanOrEqual(0.01 * us + 1);
      }),
      { numRuns: 30 },
    );
    const many = new SparseCounts();
    for (let i = 1; i <= 100_000; i += 1) many.add(1.0001 ** i);
    expect(many.encode().length).toBeLessThan(8192);
    expect(SparseCounts.decode(many.encode())?.reduce((sum, [, count]) => sum + count, 0)).toBe(100_000);
  });

  it('caps at an hour', () => {
    expect(SparseCounts.decode(made(1e12).encode())).toEqual([[3_600_000_000, 1]]);
  });
});
