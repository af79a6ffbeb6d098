import type { DescMessage, Message } from '@bufbuild/protobuf';
import type { GenMessage } from '@bufbuild/protobuf/codegenv2';
import { decode, encodeJson } from './codec.ts';
import { compileSources } from './proto-compiler.ts';
import { createRegistry } from './registry.ts';
import { createVerifier, type Verifier } from './verifier.ts';

/** Enough of https://github.com/grpc/grpc/blob/master/doc/health-checking.md; an enum is a varint on the wire. */
const TEXT = `
syntax = "proto3";
package grpc.health.v1;
message HealthCheckRequest {
  string service = 1;
}
message HealthCheckResponse {
  int32 status = 1;
}`;

const STATUSES = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'];

interface Messages {
  readonly request: DescMessage;
  readonly response: GenMessage<Message<'grpc.health.v1.HealthCheckResponse'> & { readonly status: number }>;
  readonly verifier: Verifier;
}

let compiled: Messages | null = null;

function messages(): Messages {
  if (compiled === null) {
    const source = { name: 'health.proto', path: 'health.proto', text: TEXT };
    const registry = createRegistry(compileSources([source], () => undefined));
    const response = registry.getMessage('grpc.health.v1.HealthCheckResponse') as Messages['response'];
    const request = registry.getMessage('grpc.health.v1.HealthCheckRequest') as DescMessage;
    compiled = { request, response, verifier: createVerifier(response) };
  }
  return compiled;
}

/** A HealthCheckRequest; the empty name asks for the server as a whole. */
export function encodeHealthRequest(service: string): Uint8Array {
  return encodeJson(messages().request, { service });
}

/** The status in a HealthCheckResponse, a bare number where it has no name; or what is wrong with the bytes. */
export function readHealthResponse(bytes: Uint8Array): { readonly status: string } | { readonly fault: string } {
  const { response, verifier } = messages();
  const fault = verifier.verify(bytes);
  if (fault !== null) return { fault: `byte ${fault.offset}: ${fault.message}` };
  const { status } = decode(response, bytes);
  return { status: STATUSES[status] ?? String(status) };
}
