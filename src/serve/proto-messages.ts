import { fileURLToPath } from 'node:url';
import { Failure } from '../base/failure.ts';
import { didYouMean, printable } from '../base/text.ts';
import { decodeJson } from '../schema/codec.ts';
import type { DescMessage, FileRegistry, JsonObject } from '../schema/descriptors.ts';
import { encodeJsonText } from '../schema/json-message.ts';
import { loadSchemaFiles } from '../schema/schema-files.ts';
import { createVerifier } from '../schema/verifier.ts';
import { InvalidArgumentError } from './errors.ts';
import type { FileName } from './handler-set.ts';

/** Messages of one type as handlers written by hand use them: ProtoJSON, so that 64-bit integers are text and bytes are base64. */
export interface MessageCodec {
  /** Fields in lower camel case, those without presence always there. Throws InvalidArgumentError for bytes that are no such message. */
  decode(payload: Uint8Array): JsonObject;
  /** Takes bigint for 64-bit integers too. Throws a Failure with the JSON path for what does not fit. */
  encode(fields: Readonly<Record<string, unknown>>): Uint8Array;
}

/**
 * The messages of .proto files, by fully qualified name.
 * @throws Failure `config` or `file` for files that are no schema, and from the function for a message they do not have.
 */
export function protoMessages(...files: readonly FileName[]): (typeName: string) => MessageCodec {
  const protos = files.map((file) => (typeof file === 'string' ? file : fileURLToPath(file)));
  const schema = loadSchemaFiles({ protos, importPaths: [], protosets: [] });
  return (typeName) => {
    const desc = schema?.registry.getMessage(typeName);
    if (schema && desc) return codec(desc, schema.registry);
    const known = schema === null ? [] : [...schema.registry].filter(isMessage).map((each) => each.typeName);
    const hint = didYouMean(typeName, known);
    throw new Failure('config', `there is no message ${printable(typeName, 120)}`, hint === undefined ? {} : { hint });
  };
}

function codec(desc: DescMessage, registry: FileRegistry): MessageCodec {
  const verifier = createVerifier(desc);
  return {
    decode: (payload) => {
      const fault = verifier.verify(payload);
      if (fault !== null) throw misfit(desc, `byte ${fault.offset}: ${fault.message}`);
      try {
        return decodeJson(desc, payload, { defaults: true, registry }) as JsonObject;
      } catch (thrown) {
        throw misfit(desc, thrown instanceof Error ? thrown.message : String(thrown));
      }
    },
    encode: (fields) => {
      return encodeJsonText(desc, JSON.stringify(fields, protoJson), registry);
    },
  };
}

/** JSON has neither bigint nor NaN and the infinities; ProtoJSON writes them as text. */
function protoJson(_: string, value: unknown): unknown {
  const isText = typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value));
  return isText ? String(value) : value;
}

function misfit({ typeName }: DescMessage, why: string): InvalidArgumentError {
  return new InvalidArgumentError(`no ${typeName}: ${printable(why)}`);
}

function isMessage(type: { readonly kind: string }): type is DescMessage {
  return type.kind === 'message';
}
