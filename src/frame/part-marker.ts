import { Failure } from '../base/failure.ts';
import type { LayoutNames } from '../base/frame.ts';
import { printable } from '../base/text.ts';
import { ScalarType, type DescField, type DescMessage } from '../schema/descriptors.ts';
import { compileTable, type MessageTable } from '../schema/message-table.ts';
import * as actions from './actions.ts';
import { fieldOf } from './field-path.ts';
import type { Where } from './layout-section.ts';

const INTEGER_TYPES: ReadonlySet<ScalarType> = new Set([
  ScalarType.INT32,
  ScalarType.INT64,
  ScalarType.UINT32,
  ScalarType.UINT64,
  ScalarType.SINT32,
  ScalarType.SINT64,
  ScalarType.FIXED32,
  ScalarType.FIXED64,
  ScalarType.SFIXED32,
  ScalarType.SFIXED64,
]);

/** What a field has to be for a part. */
export interface PartKind {
  readonly types: ReadonlySet<ScalarType>;
  readonly words: string;
}

export const INTEGER: PartKind = { types: INTEGER_TYPES, words: 'an integer' };
export const NUMBER: PartKind = {
  types: new Set([...INTEGER_TYPES, ScalarType.FLOAT, ScalarType.DOUBLE]),
  words: 'a number',
};
export const NAME: PartKind = {
  types: new Set([...INTEGER_TYPES, ScalarType.STRING, ScalarType.BYTES]),
  words: 'a text, bytes or an integer',
};
export const BYTES: PartKind = { types: new Set([ScalarType.BYTES]), words: 'bytes' };

/** A message on the way down, with the table its fields are marked in. */
export interface Place {
  readonly table: MessageTable;
  readonly desc: DescMessage;
}

/** Finds the fields of a layout's parts and marks their entries; throws `config` Failures with file, line and part. */
export class PartMarker {
  readonly #paths: ReadonlyMap<string, string | undefined>;
  readonly #where: Where;

  constructor(paths: Readonly<Record<string, string | undefined>>, where: Where) {
    this.#paths = new Map(Object.entries(paths));
    this.#where = where;
  }

  /** The frame message, in a table of its own. */
  frame(desc: DescMessage): Place {
    return { table: compileTable(desc).copy(), desc };
  }

  /** Marks what any kind of frame may have in its header; gives the names. */
  header(frame: Place): Pick<LayoutNames, 'headerMax' | 'headerMin' | 'sequence' | 'sourceTime'> {
    const names: { headerMax?: string; headerMin?: string; sequence?: string; sourceTime?: string } = {};
    const parts = [
      ['headerMax', actions.HEADER_MAX, NUMBER],
      ['headerMin', actions.HEADER_MIN, NUMBER],
      ['sequence', actions.SEQUENCE, INTEGER],
      ['sourceTime', actions.SOURCE_TIME, NUMBER],
    ] as const;
    for (const [part, action, kind] of parts) {
      const path = this.#paths.get(part);
      if (path === undefined) continue;
      this.single(frame, path, part, action, kind);
      names[part] = path;
    }
    return names;
  }

  /** Marks a repeated message. */
  list(from: Place, path: string, part: string, action: number): Place {
    const { field, table } = this.mark(from, path, part, action);
    if (field.fieldKind !== 'list' || field.listKind !== 'message' || table === null) {
      throw this.wrong(part, path, 'is not a repeated message');
    }
    return { table, desc: field.message };
  }

  /** Marks a single field of such a type, if the part is named; gives the type. */
  single(from: Place, path: string | undefined, part: string, action: number, kind: PartKind): ScalarType | undefined {
    if (path === undefined) return undefined;
    const { field } = this.mark(from, path, part, action);
    const type =
      field.fieldKind === 'enum' ? ScalarType.INT32 : field.fieldKind === 'scalar' ? field.scalar : undefined;
    if (type === undefined || !kind.types.has(type)) throw this.wrong(part, path, `is not ${kind.words}`);
    return type;
  }

  /** Marks a field of such a type, repeated or not, if the part is named; says whether it is repeated. */
  many(from: Place, path: string | undefined, part: string, action: number, kind: PartKind): boolean | undefined {
    if (path === undefined) return undefined;
    const { field } = this.mark(from, path, part, action);
    const isList = field.fieldKind === 'list' && field.listKind === 'scalar';
    const type = isList || field.fieldKind === 'scalar' ? field.scalar : undefined;
    if (type === undefined || !kind.types.has(type)) {
      throw this.wrong(part, path, `is not ${kind.words}, repeated or single`);
    }
    return isList;
  }

  /** Walks down single messages to the last name and marks its entry. */
  mark(
    from: Place,
    path: string,
    part: string,
    action: number,
  ): { readonly field: DescField; readonly table: MessageTable | null } {
    let { table, desc } = from;
    const names = path.split('.');
    for (const [i, name] of names.entries()) {
      const field = fieldOf(desc, name, this.#place(part));
      const entry = table.find(field.number);
      if (entry === undefined) throw this.wrong(part, path, 'is not compiled');
      const last = i === names.length - 1;
      if (field.message !== undefined && 'delimitedEncoding' in field && field.delimitedEncoding) {
        throw this.wrong(part, path, `passes through the group '${name}', which cannot be scanned`);
      }
      if (last && entry.action !== 0) throw this.wrong(part, path, 'plays another part already');
      if (last || entry.action === 0) {
        entry.action = last ? action : actions.DESCEND;
        entry.child = entry.child?.copy() ?? null;
      }
      if (last) return { field, table: entry.child };
      if (field.fieldKind !== 'message' || entry.child === null || entry.action !== actions.DESCEND) {
        throw this.wrong(part, path, `passes through '${name}', which is not a single message`);
      }
      table = entry.child;
      desc = field.message;
    }
    throw this.wrong(part, path, 'names no field');
  }

  wrong(part: string, path: string, why: string): Failure {
    const full = this.#paths.get(part) ?? path;
    return new Failure('config', `${this.#place(part)}: '${printable(full, 120)}' ${why}`);
  }

  #place(part: string): string {
    return `${this.#where(`frame.${part}`)}: frame.${part}`;
  }
}
