import { describe, expect, it } from 'vitest';
import { summarizeFloat32, summarizeFloat64 } from '../../src/frame/float-summary.ts';
import { Sensors } from '../../src/frame/tables.ts';
import { elements } from '../support/frame-packed.ts';

function summary(values: readonly number[], wide: boolean) {
  const bytes = elements(wide ? 'float64' : 'float32', values);
  const into = new Sensors();
  (wide ? summarizeFloat64 : summarizeFloat32)(new DataView(bytes.buffer), 0, values.length, into, 2);
  return { min: into.min[2], max: into.max[2], nonFinite: into.nonFinite[2], hash: into.hashLow[2] };
}

describe.each([false, true])('the summary of floats, 64 bits: %s', (wide) => {
  it('has extremes of the finite values and the number of the others', () => {
    expect(summary([0.5, Number.NaN, -2, Infinity, 1], wide)).toMatchObject({ min: -2, max: 1, nonFinite: 2 });
    expect(summary([-0, -0], wide)).toMatchObject({ min: wide ? -0 : 0, nonFinite: 0 });
    expect(summary([], wide)).toMatchObject({ min: Infinity, max: -Infinity, nonFinite: 0 });
  });

  it('tells values that changed places apart', () => {
    expect(summary([1, 2, 3], wide).hash).not.toBe(summary([3, 2, 1], wide).hash);
  });
});
