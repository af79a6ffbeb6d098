import {
  fromBinary,
  fromJson,
  toBinary,
  toJson,
  type DescMessage,
  type JsonValue,
  type Message,
  type MessageShape,
  type Registry,
} from '@bufbuild/protobuf';
import { Failure } from '../base/failure.ts';
import { findMisfit } from './json-misfit.ts';

/**
 * ProtoJSON to bytes; throws a `config` Failure with the JSON path of what does not fit the message. `registry` is for Any
 * and extensions.
 */
export function encodeJson(desc: DescMessage, json: JsonValue, registry?: Registry): Uint8Array {
  try {
    return toBinary(desc, fromJson(desc, json, registry === undefined ? {} : { registry }));
  } catch (error) {
    const { path, reason } = findMisfit(desc, json, registry, error);
    throw new Failure('config', `no ${desc.typeName}: ${path}: ${reason}`, { cause: error });
  }
}

/**
 * Bytes to a message. The codec is lenient: pass what a peer sent through a Verifier first. Throws on what it refuses.
 * `bytes` fields are views into `bytes`, and so are fields nobody knows unless `known` leaves them out.
 */
export function decode<Desc extends DescMessage>(desc: Desc, bytes: Uint8Array, known = false): MessageShape<Desc> {
  return known ? fromBinary(desc, bytes, KNOWN) : fromBinary(desc, bytes);
}

const KNOWN = { readUnknownFields: false };

/** A message to bytes; fields that came unknown are kept. */
export function encode(desc: DescMessage, message: Message): Uint8Array {
  return toBinary(desc, message);
}

/** Bytes to ProtoJSON; fields without a value are left out unless `defaults`. Throws on what the codec refuses. */
export function decodeJson(
  desc: DescMessage,
  bytes: Uint8Array,
  options: {
    readonly defaults?: boolean;
    readonly registry?: Registry;
    /** Names of fields as declared, in place of their JSON names. */
    readonly names?: 'declared';
  } = {},
): JsonValue {
  return toJson(desc, fromBinary(desc, bytes), {
    alwaysEmitImplicit: options.defaults ?? false,
    useProtoFieldName: options.names === 'declared',
    ...(options.registry === undefined ? {} : { registry: options.registry }),
  });
}
