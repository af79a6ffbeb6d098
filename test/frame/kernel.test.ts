import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ElementType } from '../../src/frame/elements.ts';
import type { Kernel } from '../../src/frame/kernel.ts';
import { createPlainKernel, createSimdKernel } from '../../src/frame/kernel.ts';
import type { ValueSummaries } from '../../src/frame/value-summaries.ts';

interface Summary {
  readonly min: number;
  readonly max: number;
  readonly nonFinite: number;
  readonly hash: string;
}

type Create = (element: ElementType) => Kernel;

/** One for each element type, used again: its memory costs more than what is done with it. */
function kept(create: Create): Create {
  const made = new Map<ElementType, Kernel>();
  return (element) => {
    const kernel = made.get(element) ?? create(element);
    made.set(element, kernel);
    return kernel;
  };
}

const KERNELS: readonly (readonly [name: string, create: Create])[] = [
  ['plain', kept(createPlainKernel)],
  // The plain one again where there is no SIMD.
  ['SIMD', kept((element) => createSimdKernel(element) ?? createPlainKernel(element))],
];

/** Summarizes values that begin at any byte, between bytes that are not theirs. */
function summarizeBy(create: Create, element: ElementType, values: readonly number[], offset = 0, poison = 0): Summary {
  const kernel = create(element);
  const size = offset + (values.length + 1) * kernel.width;
  const memory = kernel.reserve(size);
  new Uint8Array(memory).fill(poison, 0, size);
  const view = new DataView(memory);
  for (const [i, value] of values.entries()) {
    if (element === 'float32') view.setFloat32(offset + i * 4, value, true);
    else view.setFloat64(offset + i * 8, value, true);
  }
  const into: ValueSummaries = {
    min: new Float64Array(2),
    max: new Float64Array(2),
    nonFinite: new Int32Array(2),
    hashLow: new Int32Array(2),
    hashHigh: new Int32Array(2),
  };
  kernel.summarize(offset, values.length, into, 1);
  expect(values.map((_, i) => kernel.value(offset + i * kernel.width))).toEqual(values);
  return {
    min: into.min[1] ?? Number.NaN,
    max: into.max[1] ?? Number.NaN,
    nonFinite: into.nonFinite[1] ?? Number.NaN,
    hash: `${into.hashHigh[1]}:${into.hashLow[1]}`,
  };
}

const floats = { float32: fc.float(), float64: fc.double() };

const CASES = KERNELS.flatMap(([name, create]) =>
  (['float32', 'float64'] as const).map((e) => [name, e, create] as const),
);

describe.each(CASES)('the %s %s kernel', (_, element, create) => {
  const summarize = (of: ElementType, list: readonly number[], offset?: number, poison?: number): Summary =>
    summarizeBy(create, of, list, offset, poison);
  const values = fc.array(floats[element], { maxLength: 20, size: 'max' });

  it('finds the extremes of the finite values and counts the others', () => {
    fc.assert(
      fc.property(values, fc.nat(7), (list, offset) => {
        const finite = list.filter(Number.isFinite);
        const found = summarize(element, list, offset, 0xff);
        // Adding 0 makes -0 the 0 it equals.
        expect(found.min + 0).toBe(Math.min(...finite) + 0);
        expect(found.max + 0).toBe(Math.max(...finite) + 0);
        expect(found.nonFinite).toBe(list.length - finite.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('hashes content, not place', () => {
    fc.assert(
      fc.property(values, fc.nat(7), (list, offset) => {
        expect(summarize(element, list, offset, 0xff).hash).toBe(summarize(element, list).hash);
      }),
    );
  });

  it('gives different content different hashes', () => {
    const hashes = new Map<string, string>();
    fc.assert(
      fc.property(values, (list) => {
        const { hash } = summarize(element, list);
        const content = list.map((value) => (Object.is(value, -0) ? '-0' : String(value))).join();
        expect(hashes.get(hash) ?? content).toBe(content);
        hashes.set(hash, content);
      }),
      { numRuns: 2000 },
    );
    const near = [
      [],
      [0],
      [0, 0],
      [0, 0, 0],
      [1, 0],
      [0, 1],
      [-1, 1],
      [1, -1],
      [2, 1],
      [1, 2],
      [-0],
      [-0, -0],
      [4, 8],
      [8, 4],
    ];
    expect(new Set(near.map((list) => summarize(element, list).hash)).size).toBe(near.length);
  });
});
