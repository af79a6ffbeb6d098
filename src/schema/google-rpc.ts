import type { FileRegistry } from '@bufbuild/protobuf';
import type { WireFault } from '../base/frame.ts';
import { bundledSource } from './bundled.ts';
import { decode } from './codec.ts';
import { compileSources } from './proto-compiler.ts';
import { createRegistry } from './registry.ts';
import { createVerifier } from './verifier.ts';
import { WELL_KNOWN } from './well-known.ts';

/** A google.rpc.Status, its details as they came. */
export interface RpcStatus {
  readonly code: number;
  readonly message: string;
  readonly details: readonly { readonly typeUrl: string; readonly value: Uint8Array }[];
}

let registry: FileRegistry | undefined;

/** google.rpc.Status, the types its details are usually of, and the well-known types. Compiled when first asked for. */
export function googleRpc(): FileRegistry {
  if (registry === undefined) {
    const names = ['google/rpc/status.proto', 'google/rpc/error_details.proto'];
    const sources = names.flatMap((name) => bundledSource(name) ?? []);
    const set = compileSources(sources, () => undefined);
    const made = new Set(set.file.map(({ name }) => name));
    set.file.push(...[...WELL_KNOWN.values()].filter(({ name }) => !made.has(name)));
    registry = createRegistry(set);
  }
  return registry;
}

/** Bytes to a google.rpc.Status, or why they are none. */
export function decodeRpcStatus(bytes: Uint8Array): RpcStatus | WireFault {
  const desc = googleRpc().getMessage('google.rpc.Status');
  if (desc === undefined) throw new Error('google.rpc.Status is not among its own descriptors');
  return createVerifier(desc).verify(bytes) ?? (decode(desc, bytes) as unknown as RpcStatus);
}
