import { printable } from '../base/text.ts';

const LONGEST = 60;

/** A value of CEL for people, short: texts quoted, bytes by their length, lists and maps by their first entries. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(printable(value, LONGEST));
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no time' : value.toISOString();
  if (Array.isArray(value)) return some(value.map(showValue), '[', ']', value.length);
  if (value instanceof Map) {
    const entries = [...value].slice(0, 4).map(([key, held]) => `${showValue(key)}: ${showValue(held)}`);
    return some(entries, '{', '}', value.size);
  }
  const text = String(value);
  return text === '[object Object]' ? 'a message' : printable(text, LONGEST);
}

function some(shown: readonly string[], open: string, close: string, size: number): string {
  const first = shown.slice(0, 4).join(', ');
  return `${open}${first}${size > 4 ? `, ... ${size} in all` : ''}${close}`;
}
