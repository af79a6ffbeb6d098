import type { BaselineSide } from '../base/baseline.ts';

/** Median, extremes and the distance between the quartiles of some values; null of none. */
export function sideOf(values: readonly number[]): BaselineSide | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return null;
  return { median: between(sorted, 0.5), min, max, spread: between(sorted, 0.75) - between(sorted, 0.25) };
}

/** The value at a share of the way through sorted values, with what lies between two of them in proportion. */
function between(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  const [a, b] = [sorted[low] ?? Number.NaN, sorted[Math.min(low + 1, sorted.length - 1)] ?? Number.NaN];
  return a + (b - a) * (place - low);
}

/** Least, middle and greatest of the values that are known; all null of none. */
export function spreadOf(values: readonly (number | null)[]): {
  readonly min: number | null;
  readonly median: number | null;
  readonly max: number | null;
} {
  const { min, median, max } = sideOf(values.filter((value) => value !== null)) ?? {
    min: null,
    median: null,
    max: null,
  };
  return { min, median, max };
}
