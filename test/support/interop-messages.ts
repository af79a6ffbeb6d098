import { fileURLToPath } from 'node:url';
import { decodeJson, encodeJson } from '../../src/schema/codec.ts';
import type { JsonObject } from '../../src/schema/descriptors.ts';
import { compileProtos } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import { createVerifier } from '../../src/schema/verifier.ts';

export const INTEROP_PROTO = fileURLToPath(new URL('protos/interop.proto', import.meta.url));
export const TEST_SERVICE = 'grpc.testing.TestService';

const registry = createRegistry(compileProtos([INTEROP_PROTO]));

interface Payload {
  /** Base64. */
  readonly body?: string;
}

/** A BoolValue; absent `value` is false. */
interface Wanted {
  readonly value?: boolean;
}

interface EchoStatus {
  readonly code?: number;
  readonly message?: string;
}

/** The messages of grpc.testing as ProtoJSON. */
export interface Messages {
  readonly Empty: Record<string, never>;
  readonly SimpleRequest: {
    readonly responseSize?: number;
    readonly payload?: Payload;
    readonly responseCompressed?: Wanted;
    readonly responseStatus?: EchoStatus;
    readonly expectCompressed?: Wanted;
  };
  readonly SimpleResponse: { readonly payload?: Payload };
  readonly StreamingInputCallRequest: { readonly payload?: Payload; readonly expectCompressed?: Wanted };
  readonly StreamingInputCallResponse: { readonly aggregatedPayloadSize?: number };
  readonly StreamingOutputCallRequest: {
    readonly responseParameters?: readonly {
      readonly size?: number;
      readonly intervalUs?: number;
      readonly compressed?: Wanted;
    }[];
    readonly payload?: Payload;
    readonly responseStatus?: EchoStatus;
  };
  readonly StreamingOutputCallResponse: { readonly payload?: Payload };
}

export type MessageName = keyof Messages;

export function encode<N extends MessageName>(name: N, json: Messages[N]): Uint8Array {
  return encodeJson(descOf(name), json as JsonObject);
}

/** Strictly: what the verifier refuses throws. */
export function decode<N extends MessageName>(name: N, bytes: Uint8Array): Messages[N] {
  const fault = createVerifier(descOf(name)).verify(bytes);
  if (fault) throw new Error(`no grpc.testing.${name}: byte ${fault.offset}: ${fault.message}`);
  return decodeJson(descOf(name), bytes) as Messages[N];
}

/** So many zeros. */
export function payload(size: number): Payload {
  return { body: Buffer.alloc(size).toString('base64') };
}

export function sizeOf(payload: Payload | undefined): number {
  return Buffer.from(payload?.body ?? '', 'base64').length;
}

function descOf(name: MessageName) {
  const desc = registry.getMessage(`grpc.testing.${name}`);
  if (desc === undefined) throw new Error(`no grpc.testing.${name}`);
  return desc;
}
