import { ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { WIRE_BYTES, WIRE_FIXED32, WIRE_FIXED64, WIRE_GROUP, WIRE_VARINT } from './wire-reader.ts';

/** What the wire may hold for one field. */
export interface FieldEntry {
  readonly number: number;
  readonly name: string;
  readonly wireType: number;
  /** Repeated scalar: may come packed as well as one by one. */
  readonly packable: boolean;
  /** A string whose bytes must be UTF-8. */
  readonly utf8: boolean;
  /** The message inside, `null` for scalars. */
  child: MessageTable | null;
  /** The scalar type, INT32 for enums; 0 for messages. */
  readonly scalar: ScalarType | 0;
  /** For readers built on this table: what to do with the field; 0 is to verify it only. */
  action: number;
}

const DENSE = 256;

/** The fields of one message by number. */
export class MessageTable {
  readonly name: string;
  readonly #dense: (FieldEntry | undefined)[] = [];
  readonly #sparse = new Map<number, FieldEntry>();

  constructor(name: string) {
    this.name = name;
  }

  find(number: number): FieldEntry | undefined {
    return number < DENSE ? this.#dense[number] : this.#sparse.get(number);
  }

  set(entry: FieldEntry): void {
    if (entry.number >= DENSE) {
      this.#sparse.set(entry.number, entry);
      return;
    }
    while (this.#dense.length <= entry.number) this.#dense.push(undefined);
    this.#dense[entry.number] = entry;
  }

  entries(): FieldEntry[] {
    return [...this.#dense, ...this.#sparse.values()].filter((entry) => entry !== undefined);
  }

  /** A table with entries of its own, so that actions set on it hold here alone; children are shared. */
  copy(): MessageTable {
    const copied = new MessageTable(this.name);
    for (const entry of this.entries()) copied.set({ ...entry });
    return copied;
  }
}

/** Compiles a message descriptor and all it reaches; recursive messages are tables that reach themselves. */
export function compileTable(desc: DescMessage, made: Map<string, MessageTable> = new Map()): MessageTable {
  const known = made.get(desc.typeName);
  if (known !== undefined) return known;
  const table = new MessageTable(desc.typeName);
  made.set(desc.typeName, table);
  for (const field of desc.fields) table.set(entryOf(field, made));
  return table;
}

function entryOf(field: DescField, made: Map<string, MessageTable>): FieldEntry {
  const { number, name } = field;
  if (field.fieldKind === 'map') return messageEntry(number, name, mapTable(field, made));
  if (field.message !== undefined) {
    const child = compileTable(field.message, made);
    return messageEntry(number, name, child, field.delimitedEncoding ? WIRE_GROUP : WIRE_BYTES);
  }
  return scalarEntry(number, name, field.scalar ?? ScalarType.INT32, field.fieldKind === 'list', field.utf8Validation);
}

function mapTable(field: DescField & { fieldKind: 'map' }, made: Map<string, MessageTable>): MessageTable {
  const table = new MessageTable(field.name);
  table.set(scalarEntry(1, 'key', field.mapKey, false, field.utf8Validation));
  if (field.mapKind === 'message') {
    table.set(messageEntry(2, 'value', compileTable(field.message, made)));
  } else {
    const scalar = field.mapKind === 'scalar' ? field.scalar : ScalarType.INT32;
    table.set(scalarEntry(2, 'value', scalar, false, field.utf8Validation));
  }
  return table;
}

function messageEntry(number: number, name: string, child: MessageTable, wireType: number = WIRE_BYTES): FieldEntry {
  return { number, name, wireType, packable: false, utf8: false, child, scalar: 0, action: 0 };
}

function scalarEntry(number: number, name: string, scalar: ScalarType, list: boolean, validated: boolean): FieldEntry {
  const wireType = wireTypeOf(scalar);
  const packable = list && wireType !== WIRE_BYTES;
  const utf8 = scalar === ScalarType.STRING && validated;
  return { number, name, wireType, packable, utf8, child: null, scalar, action: 0 };
}

function wireTypeOf(scalar: ScalarType): number {
  switch (scalar) {
    case ScalarType.DOUBLE:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return WIRE_FIXED64;
    case ScalarType.FLOAT:
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
      return WIRE_FIXED32;
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WIRE_BYTES;
    default:
      return WIRE_VARINT;
  }
}
