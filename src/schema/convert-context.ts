import { Failure } from '../base/failure.ts';
import type { ProtoOutline } from './proto-outline.ts';

/** What converting one file needs to know beside the parsed objects. */
export interface ConvertContext {
  readonly outline: ProtoOutline;
  /** `file:line` of a declaration, by its path inside the file. */
  at(path: string): string;
  /** Place of a declaration in the file, to restore the order the parser loses. */
  order(path: string): number;
}

export function convertContext(outline: ProtoOutline): ConvertContext {
  return {
    outline,
    at: (path) => {
      const line = outline.declarations.get(path)?.line;
      return line === undefined ? outline.file : `${outline.file}:${line}`;
    },
    order: (path) => outline.declarations.get(path)?.order ?? Number.MAX_SAFE_INTEGER,
  };
}

/** A name in a scope: `Message` + `field` is `Message.field`; the scope of a file is empty. */
export function within(scope: string, name: string): string {
  return scope === '' ? name : `${scope}.${name}`;
}

/** Throws a `config` Failure unless `number` may number a field (1 to 2^29-1 without the reserved thousand). */
export function checkFieldNumber(number: number, where: string): void {
  if (number >= 1 && number <= 536_870_911 && !(number >= 19_000 && number <= 19_999)) return;
  throw new Failure('config', `${where}: ${number} is not a legal field number`);
}
