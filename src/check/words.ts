import type { Fact } from '../base/expectation.ts';
import { formatNumber } from '../base/units.ts';

/** An expectation with who said so: `50 (--sensors)`. */
export function fromFact<T>(fact: Fact<T>, text: (value: T) => string = String): string {
  return `${text(fact.value)} (${fact.origin})`;
}

/** A value of a frame, in enough digits to tell it from its limit. */
export function number(value: number): string {
  return formatNumber(value, 6);
}

/** A source time, epoch ms, readable and exact; a bare number where no calendar reaches. */
export function time(ms: number): string {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return formatNumber(ms);
  return Number.isInteger(ms) ? new Date(ms).toISOString() : `${new Date(ms).toISOString()} (${formatNumber(ms)} ms)`;
}

/** `; 3 more in this frame`, `; 1 more sensor in this frame`, or nothing. */
export function others(count: number, noun = ''): string {
  if (count <= 0) return '';
  const what = noun === '' ? '' : ` ${noun}${count === 1 ? '' : 's'}`;
  return `; ${count} more${what} in this frame`;
}
