import {
  createRegistry,
  fromBinary,
  toBinary,
  toJson,
  type DescMessage,
  type Message,
  type Registry,
} from '@bufbuild/protobuf';
import { reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { BytesValueSchema, anyPack, type Any } from '@bufbuild/protobuf/wkt';

/** A message as one line of ProtoJSON. */
export type JsonWriter = (message: Message) => string;

/**
 * Writes messages of one type as ProtoJSON. A google.protobuf.Any whose type is not in `registry`, or does not decode,
 * is written with its bytes in base64 as `@value`; a message the codec refuses for another reason is an object with
 * `@error` that says why. Fields without a value are left out unless `defaults`.
 */
export function createJsonWriter(desc: DescMessage, registry: Registry, defaults = false): JsonWriter {
  const options = { registry: createRegistry(registry, BytesValueSchema), alwaysEmitImplicit: defaults };
  return (message) => {
    try {
      return JSON.stringify(toJson(desc, message, options));
    } catch {
      return withOpaque(desc, message, options);
    }
  };
}

interface Options {
  readonly registry: Registry;
  readonly alwaysEmitImplicit: boolean;
}

/** Stands before the type of an Any that is written as bytes; no URL of a type can hold it. */
const OPAQUE = '\u0000';

function withOpaque(desc: DescMessage, message: Message, options: Options): string {
  try {
    const copy = fromBinary(desc, toBinary(desc, message)) as Message;
    wrapUnknown(reflect(desc, copy), options.registry);
    return JSON.stringify(toJson(desc, copy, options), (_, value: unknown) => unwrapped(value));
  } catch (thrown) {
    return JSON.stringify({ '@error': thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

/** The JSON of a wrapped Any with its own type again. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('@type' in value) || !('value' in value)) return value;
  const { '@type': type, value: bytes } = value;
  if (typeof type !== 'string' || !type.startsWith(OPAQUE)) return value;
  return { '@type': type.slice(OPAQUE.length, type.lastIndexOf(OPAQUE)), '@value': bytes };
}

/** Wraps every Any that cannot be written in one that can, of bytes. */
function wrapUnknown(message: ReflectMessage, registry: Registry): void {
  if (message.desc.typeName === 'google.protobuf.Any') {
    wrapAny(message.message as Any, registry);
    return;
  }
  for (const field of message.fields) {
    if (!message.isSet(field)) continue;
    if (field.fieldKind === 'message') wrapUnknown(message.get(field), registry);
    else if (field.fieldKind === 'list' && field.listKind === 'message') {
      for (const item of message.get(field)) wrapUnknown(item as ReflectMessage, registry);
    } else if (field.fieldKind === 'map' && field.mapKind === 'message') {
      for (const [, item] of message.get(field)) wrapUnknown(item as ReflectMessage, registry);
    }
  }
}

function wrapAny(any: Any, registry: Registry): void {
  const { typeUrl, value } = any;
  if (typeUrl === '') return;
  const desc = registry.getMessage(typeUrl.slice(typeUrl.lastIndexOf('/') + 1));
  try {
    if (desc) {
      const inner = fromBinary(desc, value) as Message;
      wrapUnknown(reflect(desc, inner), registry);
      toJson(desc, inner, { registry });
      any.value = toBinary(desc, inner);
      return;
    }
  } catch {
    // Its bytes are shown as they are.
  }
  anyPack(BytesValueSchema, { $typeName: 'google.protobuf.BytesValue', value }, any);
  any.typeUrl = `${OPAQUE}${typeUrl}${OPAQUE}/${BytesValueSchema.typeName}`;
}
