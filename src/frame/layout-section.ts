import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { Failure } from '../base/failure.ts';
import { didYouMean, printable } from '../base/text.ts';
import { TIME_UNITS, type TimeUnit } from './time-unit.ts';

/** `file:line` of a place such as `frame.shape.x`, of what holds it when it is not there, or the file alone. */
export type Where = (place: string) => string;

/** YAML or JSON as a mapping that is checked as it is read; throws a `config` Failure with `path` and line. */
export function parseSections(text: string, path: string): { readonly top: Section; readonly where: Where } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [problem] = document.errors;
  if (problem !== undefined) {
    throw new Failure('config', `${path}:${lines.linePos(problem.pos[0]).line}: ${printable(problem.message)}`);
  }
  const where: Where = (place) => {
    const offset = offsetOf(document, place);
    return offset === undefined ? path : `${path}:${lines.linePos(offset).line}`;
  };
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('config', `${path}: ${printable(reason)}`, { cause: error });
  }
  return { top: new Section(value, where, ''), where };
}

/** Where the key of a place begins, or the deepest key above it that is there. */
function offsetOf(document: Document, place: string): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const name of place.split('.')) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === name) : undefined;
    if (pair === undefined || !isScalar(pair.key)) return offset;
    offset = pair.key.range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
}

/** One mapping of the document, with messages that name the place. */
export class Section {
  readonly #entries: Record<string, unknown>;
  readonly #where: Where;
  readonly #prefix: string;

  constructor(value: unknown, where: Where, prefix: string) {
    this.#where = where;
    this.#prefix = prefix;
    if (!isRecord(value)) {
      const place = prefix.slice(0, -1);
      throw new Failure('config', `${where(place)}: ${place === '' ? 'not a layout' : `'${place}' is not a mapping`}`);
    }
    this.#entries = value;
  }

  has(key: string): boolean {
    return this.#entries[key] !== undefined && this.#entries[key] !== null;
  }

  only(known: readonly string[]): void {
    for (const key of Object.keys(this.#entries)) {
      if (!known.includes(key)) {
        const name = `'${this.#prefix}${printable(key, 80)}'`;
        throw this.#failure(
          key,
          `${name} means nothing in a layout`,
          didYouMean(key, known) ?? `keys: ${known.join(', ')}`,
        );
      }
    }
  }

  text(key: string): string | undefined {
    if (!this.has(key)) return undefined;
    const value = this.#entries[key];
    if (typeof value === 'string' && value !== '') return value;
    throw this.#failure(key, `'${this.#prefix}${key}' is not a text`);
  }

  needed(key: string): string {
    const value = this.text(key);
    if (value === undefined) throw this.#failure(key, `'${this.#prefix}${key}' is missing`);
    return value;
  }

  texts(key: string): string[] {
    const value = this.#entries[key] ?? [];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw this.#failure(key, `'${this.#prefix}${key}' is not a list of texts`);
  }

  oneOf<T extends string>(key: string, known: readonly T[]): T | undefined {
    const value = this.text(key);
    const found = known.find((candidate) => candidate === value);
    if (value !== undefined && found === undefined) {
      throw this.#failure(key, `'${this.#prefix}${key}' is none of ${known.join(', ')}`, didYouMean(value, known));
    }
    return found;
  }

  timeUnit(key: string): TimeUnit | undefined {
    return this.oneOf(key, TIME_UNITS);
  }

  section(key: string): Section | undefined {
    return this.has(key) ? new Section(this.#entries[key], this.#where, `${this.#prefix}${key}.`) : undefined;
  }

  record(key: string): Record<string, unknown> | undefined {
    if (!this.has(key)) return undefined;
    const value = this.#entries[key];
    if (isRecord(value)) return value;
    throw this.#failure(key, `'${this.#prefix}${key}' is not a mapping`);
  }

  #failure(key: string, message: string, hint?: string): Failure {
    const text = `${this.#where(this.#prefix + key)}: ${message}`;
    return new Failure('config', text, hint === undefined ? {} : { hint });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
