import type { DescField, DescMessage, FileRegistry, Message } from '../schema/descriptors.ts';
import { equals, isFieldSet, unpackAny, zeroMessage } from '../schema/descriptors.ts';
import { ENUM, keyKind, scalarKind, toInt, toUint } from './values.ts';
import type { CelKind } from './values.ts';
import { wellKnown } from './well-known.ts';

const RAW: unique symbol = Symbol('message');
const FIELDS: unique symbol = Symbol('fields');

/** A message as CEL sees it: fields under their names in the .proto, converted when they are read. */
export interface View {
  readonly [RAW]: Message;
  readonly [FIELDS]: ReadonlyMap<string, DescField>;
}

export interface ViewClass {
  new (message: Message): View;
}

/** The name no view can carry: the CEL library tells types apart by it. */
const RESERVED = new Set(['constructor']);

const WELL_KNOWN = wellKnown(toInt, toUint);
const ANY = 'google.protobuf.Any';

/** Views of the messages of one registry; each class is made when it is first needed. */
export class Views {
  readonly #registry: FileRegistry;
  readonly #classes = new Map<string, ViewClass>();

  constructor(registry: FileRegistry) {
    this.#registry = registry;
  }

  /** The view of a message of type `desc`. */
  of(desc: DescMessage, message: Message): View {
    return new (this.classOf(desc))(message);
  }

  classOf(desc: DescMessage): ViewClass {
    const known = this.#classes.get(desc.typeName);
    if (known) return known;
    const fields = new Map(viewedFields(desc).map((field) => [field.name, field]));
    const made = class implements View {
      readonly [RAW]: Message;
      get [FIELDS](): ReadonlyMap<string, DescField> {
        return fields;
      }
      constructor(message: Message) {
        this[RAW] = message;
      }
    };
    this.#classes.set(desc.typeName, made);
    for (const field of fields.values()) {
      const read = this.#reader(field);
      Object.defineProperty(made.prototype, field.name, {
        get(this: View) {
          return read(this[RAW]);
        },
      });
    }
    return made;
  }

  /** Type of a field in CEL. */
  typeOf(field: DescField): string {
    if (field.fieldKind === 'list') return `list<${this.#element(field).type}>`;
    if (field.fieldKind === 'map') return `map<${keyKind(field.mapKey).type}, ${this.#element(field).type}>`;
    return this.#element(field).type;
  }

  #reader(field: DescField): (message: Message) => unknown {
    const raw = rawReader(field);
    const { convert } = this.#element(field);
    if (field.fieldKind === 'list') {
      return (message) => ((raw(message) as readonly unknown[] | undefined) ?? []).map(convert);
    }
    if (field.fieldKind === 'map') {
      const key = keyKind(field.mapKey).convert;
      return (message) =>
        new Map(
          Object.entries((raw(message) as Readonly<Record<string, unknown>> | undefined) ?? {}).map(([name, value]) => [
            key(name),
            convert(value),
          ]),
        );
    }
    const empty = this.#empty(field);
    return (message) => {
      const value = raw(message);
      return value === undefined ? empty() : convert(value);
    };
  }

  /** Kind of the values of a field, of its elements where it is repeated. */
  #element(field: DescField): CelKind {
    const { message, scalar, enum: type } = kindsOf(field);
    if (scalar !== undefined) return scalarKind(scalar);
    if (type !== undefined || message === undefined) return ENUM;
    const known = WELL_KNOWN.get(message.typeName);
    if (known) return { type: known.type, convert: known.read };
    if (message.typeName === ANY) return { type: 'dyn', convert: (value) => this.#unpack(value as Message) };
    return { type: celName(message), convert: (value) => this.of(message, value as Message) };
  }

  #empty(field: DescField): () => unknown {
    if (field.fieldKind !== 'message') {
      const { convert } = this.#element(field);
      const zero = field.fieldKind === 'scalar' ? field.getDefaultValue() : undefined;
      return () => convert(zero ?? zeroOf(field));
    }
    const { message } = field;
    const known = WELL_KNOWN.get(message.typeName);
    if (known) return known.empty;
    if (message.typeName === ANY) return () => null;
    return () => this.of(message, zeroMessage(message));
  }

  /** What an Any holds, as a view; throws where its type is not in the schema. */
  #unpack(any: Message): unknown {
    const { typeUrl } = any as unknown as { readonly typeUrl: string };
    if (typeUrl === '') return null;
    const message = unpackAny(any as Parameters<typeof unpackAny>[0], this.#registry);
    const desc = message && this.#registry.getMessage(message.$typeName);
    if (!message || !desc) throw new Error(`the schema does not know the type ${typeUrl}`);
    const known = WELL_KNOWN.get(desc.typeName);
    return known ? known.read(message) : this.of(desc, message);
  }
}

/** Whether CEL has a type of its own for a message. */
export function isWellKnown({ typeName }: DescMessage): boolean {
  return WELL_KNOWN.has(typeName) || typeName === ANY;
}

/** Names of CEL's own types, which a message without a package could have too. */
const TAKEN =
  /^(?:.|ast|bool|bytes|double|dyn|duration|int|list|map|null|null_type|optional|string|timestamp|type|uint)$/;

/** Name of a message's type in CEL. */
export function celName(desc: DescMessage): string {
  return TAKEN.test(desc.typeName) || isWellKnown(desc) ? `message_${desc.typeName}` : desc.typeName;
}

/** Fields a view shows. */
export function viewedFields(desc: DescMessage): readonly DescField[] {
  return desc.fields.filter(({ name }) => !RESERVED.has(name));
}

/** has(): whether a field of a view, or a key of a map, is set. */
export function isPresent(held: unknown, key: string): boolean {
  if (held instanceof Map) return held.has(key);
  const { [RAW]: message, [FIELDS]: fields } = (held ?? {}) as Partial<View>;
  const field = fields?.get(key);
  if (message && field) return isFieldSet(message, field);
  return typeof held === 'object' && held !== null && Object.hasOwn(held, key);
}

/** Whether two messages hold the same. */
export function isSame(desc: DescMessage, a: View, b: View): boolean {
  return equals(desc, a[RAW], b[RAW]);
}

function kindsOf(field: DescField): {
  readonly message?: DescMessage | undefined;
  readonly scalar?: Parameters<typeof scalarKind>[0] | undefined;
  readonly enum?: unknown;
} {
  return field;
}

/** Reads a field as the codec holds it; undefined when a member of a oneof is not the one set. */
function rawReader(field: DescField): (message: Message) => unknown {
  const { localName, oneof } = field;
  if (oneof === undefined) return (message) => (message as unknown as Record<string, unknown>)[localName];
  const group = oneof.localName;
  return (message) => {
    const set = (message as unknown as Record<string, { readonly case?: string; readonly value?: unknown }>)[group];
    return set?.case === localName ? set.value : undefined;
  };
}

function zeroOf(field: DescField): unknown {
  if (field.fieldKind === 'enum') return field.getDefaultValue() ?? field.enum.values[0]?.number ?? 0;
  const { type } = scalarKind((field as { scalar: Parameters<typeof scalarKind>[0] }).scalar);
  return type === 'string' ? '' : type === 'bytes' ? new Uint8Array(0) : type === 'bool' ? false : 0;
}
