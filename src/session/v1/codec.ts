import { fileURLToPath } from 'node:url';
import { Failure } from '../../base/failure.ts';
import { decodeJson, encodeJson } from '../../schema/codec.ts';
import type { DescMessage, JsonValue } from '../../schema/descriptors.ts';
import { compileProtos } from '../../schema/proto-compiler.ts';
import { createRegistry } from '../../schema/registry.ts';
import { createVerifier } from '../../schema/verifier.ts';
import type { ClientMessage, ServerCommand } from './messages.ts';

/** From src/session/v1 and from dist/session/v1 alike. */
export const SESSION_PROTO: string = fileURLToPath(new URL('../../../protos/session.proto', import.meta.url));

export const SESSION_SERVICE = 'session.v1.SessionService';
export const SESSION_METHOD = 'Connect';

/** One message type as bytes and back. */
export interface Codec<T> {
  /** Throws a `config` Failure for what does not fit the type. */
  encode(message: T): Uint8Array;
  /** Throws an Error with the byte offset for what is no such message. */
  decode(bytes: Uint8Array): T;
}

export interface SessionCodec {
  readonly message: Codec<ClientMessage>;
  readonly command: Codec<ServerCommand>;
}

let made: SessionCodec | null = null;

/** The codec of session.v1, compiled from its .proto at the first call. */
export function sessionCodec(): SessionCodec {
  if (made !== null) return made;
  const registry = createRegistry(compileProtos([SESSION_PROTO]));
  const codec = <T>(name: string): Codec<T> => {
    const desc = registry.getMessage(`session.v1.${name}`);
    if (desc === undefined) throw new Failure('internal', `${SESSION_PROTO} has no message ${name}`);
    return codecOf<T>(desc);
  };
  made = { message: codec('ClientMessage'), command: codec('ServerCommand') };
  return made;
}

/** Strict: what the codec would let pass, a verifier refuses first. */
function codecOf<T>(desc: DescMessage): Codec<T> {
  const verifier = createVerifier(desc);
  return {
    encode: (message) => encodeJson(desc, message as JsonValue),
    decode: (bytes) => {
      const fault = verifier.verify(bytes);
      if (fault !== null) throw new Error(`no ${desc.typeName}: byte ${fault.offset}: ${fault.message}`);
      return decodeJson(desc, bytes, { defaults: true }) as T;
    },
  };
}
