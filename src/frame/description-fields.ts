import { printable } from '../base/text.ts';

/**
 * Reads the fields of a reply as real servers write them: numbers also as text; absent, null and empty text are
 * unknown. What cannot be right is left out and put into `contradictions`.
 */
export class DescriptionFields {
  readonly contradictions: string[] = [];
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  raw(key: string): unknown {
    return this.#fields[key];
  }

  /** A text or a number, as text. */
  text(key: string): string | undefined {
    const value = this.#fields[key];
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    const text = String(value).trim();
    return text === '' ? undefined : text;
  }

  /** A number for which `fits` holds; `wanted` completes "..., not a". */
  number(key: string, wanted: string, fits: (value: number) => boolean): number | undefined {
    const value = this.#fields[key];
    if (isUnknown(value)) return undefined;
    const number = toNumber(value);
    if (number !== undefined && fits(number)) return number;
    this.contradict(`${key} is ${shown(value)}, not ${wanted}`);
    return undefined;
  }

  /** A whole number above 0. */
  count(key: string): number | undefined {
    return this.number(key, 'a positive whole number', (value) => Number.isSafeInteger(value) && value > 0);
  }

  contradict(text: string): void {
    this.contradictions.push(text);
  }
}

/** Whether a field says nothing. */
export function isUnknown(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** A finite number, also from text; undefined for anything else. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A value of a reply in a message. */
export function shown(value: unknown): string {
  return printable(JSON.stringify(value) ?? String(value), 60);
}

/** A JSON object, no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
