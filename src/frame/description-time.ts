import { toNumber } from './description-fields.ts';

const EARLIEST_MS = Date.UTC(2000, 0);
const LATEST_MS = Date.UTC(2101, 0);

/**
 * A time of a reply as epoch ms: seconds, or milliseconds where only those lie in the years 2000 to 2100; undefined
 * for anything else.
 */
export function epochMs(value: unknown): number | undefined {
  const number = toNumber(value);
  if (number === undefined) return undefined;
  if (isPlausible(number * 1000)) return number * 1000;
  return isPlausible(number) ? number : undefined;
}

function isPlausible(ms: number): boolean {
  return ms >= EARLIEST_MS && ms < LATEST_MS;
}
