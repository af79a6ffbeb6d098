import { printable } from '../../base/text.ts';
import type { Range } from '../../base/units.ts';

/** A request that cannot be granted; its message names the field and the limit. */
export class BadRequest extends Error {
  override readonly name: string = 'BadRequest';
}

/** An object of a JSON body; throws BadRequest for anything else. */
export function objectOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadRequest(`${name} is no object`);
  return { ...value };
}

/** A number within limits, both included; throws BadRequest naming them. */
export function numberOf(
  value: unknown,
  name: string,
  { min, max, whole = false }: Range & { readonly whole?: boolean },
): number {
  const kind = whole ? 'whole number' : 'number';
  const limits = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
  if (typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new BadRequest(`${name} is a ${kind} ${limits}, not ${shown(value)}`);
}

/** `{min, max}`, neither outside the limits, min not above max. */
export function rangeOf(value: unknown, name: string, limits: Range & { readonly whole?: boolean }): Range {
  const given = objectOf(value, name);
  const min = numberOf(given['min'], `${name}.min`, limits);
  const max = numberOf(given['max'], `${name}.max`, limits);
  if (min > max) throw new BadRequest(`${name}.min ${min} is above ${name}.max ${max}`);
  return { min, max };
}

/** Refuses a field that has no place in the request. */
export function absent(value: unknown, name: string, why: string): void {
  if (value !== undefined && value !== null) throw new BadRequest(`${name} has no place in ${why}`);
}

function shown(value: unknown): string {
  return value === undefined ? 'absent' : printable(JSON.stringify(value), 40);
}
