import type { FileRegistry } from '@bufbuild/protobuf';
import type { WireFault } from '../base/frame.ts';
import { decode } from './codec.ts';
import { compileSources } from './proto-compiler.ts';
import type { ProtoSource } from './proto-source.ts';
import { createRegistry } from './registry.ts';
import { createVerifier } from './verifier.ts';
import { WELL_KNOWN } from './well-known.ts';

/** A google.rpc.Status, its details as they came. */
export interface RpcStatus {
  readonly code: number;
  readonly message: string;
  readonly details: readonly { readonly typeUrl: string; readonly value: Uint8Array }[];
}

/** The richer error model of gRPC: what `grpc-status-details-bin` carries. */
const STATUS = `syntax = "proto3";
package google.rpc;
import "google/protobuf/any.proto";
message Status {
  int32 code = 1;
  string message = 2;
  repeated google.protobuf.Any details = 3;
}`;

const DETAILS = `syntax = "proto3";
package google.rpc;
import "google/protobuf/duration.proto";
message ErrorInfo {
  string reason = 1;
  string domain = 2;
  map<string, string> metadata = 3;
}
message RetryInfo {
  google.protobuf.Duration retry_delay = 1;
}
message DebugInfo {
  repeated string stack_entries = 1;
  string detail = 2;
}
message QuotaFailure {
  message Violation {
    string subject = 1;
    string description = 2;
    string api_service = 3;
    string quota_metric = 4;
    string quota_id = 5;
    map<string, string> quota_dimensions = 6;
    int64 quota_value = 7;
    optional int64 future_quota_value = 8;
  }
  repeated Violation violations = 1;
}
message PreconditionFailure {
  message Violation {
    string type = 1;
    string subject = 2;
    string description = 3;
  }
  repeated Violation violations = 1;
}
message BadRequest {
  message FieldViolation {
    string field = 1;
    string description = 2;
    string reason = 3;
    LocalizedMessage localized_message = 4;
  }
  repeated FieldViolation field_violations = 1;
}
message RequestInfo {
  string request_id = 1;
  string serving_data = 2;
}
message ResourceInfo {
  string resource_type = 1;
  string resource_name = 2;
  string owner = 3;
  string description = 4;
}
message Help {
  message Link {
    string description = 1;
    string url = 2;
  }
  repeated Link links = 1;
}
message LocalizedMessage {
  string locale = 1;
  string message = 2;
}`;

let registry: FileRegistry | undefined;

/** google.rpc.Status, the types its details are usually of, and the well-known types. Compiled when first asked for. */
export function googleRpc(): FileRegistry {
  if (registry === undefined) {
    const sources = [source('google/rpc/status.proto', STATUS), source('google/rpc/error_details.proto', DETAILS)];
    const set = compileSources(sources, () => undefined);
    const names = new Set(set.file.map(({ name }) => name));
    set.file.push(...[...WELL_KNOWN.values()].filter(({ name }) => !names.has(name)));
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

function source(name: string, text: string): ProtoSource {
  return { name, path: name, text };
}
