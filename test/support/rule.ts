import { create, fromJson } from '@bufbuild/protobuf';
import type { JsonValue, Message } from '@bufbuild/protobuf';
import type { RuleTypes } from '../../src/rule/language.ts';
import type { SeenMessage } from '../../src/rule/message-context.ts';
import { compileSources } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';

const PROTO = `
syntax = "proto3";
package plant;
import "google/protobuf/any.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";

enum State { STATE_UNKNOWN = 0; RUNNING = 1; STOPPED = 2; }

message Reading {
  int64 seq = 1;
  double value = 2;
  uint32 count = 3;
  string name = 4;
  bytes raw = 5;
  bool good = 6;
  State state = 7;
  optional int32 level = 8;
  repeated int32 numbers = 9;
  map<string, int64> labels = 10;
  Reading inner = 11;
  repeated Reading parts = 12;
  oneof kind { string text = 13; int32 number = 14; }
  google.protobuf.Timestamp at = 15;
  google.protobuf.Duration took = 16;
  google.protobuf.Int32Value maybe = 17;
  google.protobuf.Any any = 18;
  google.protobuf.Struct facts = 19;
  map<uint32, Reading> by_id = 20;
  float constructor = 21;
  google.protobuf.Value loose = 22;
}
`;

/** A registry of one .proto text, and the types of rules on one of its messages. */
export function typesOf(text: string, message: string): RuleTypes {
  const registry = createRegistry(
    compileSources([{ name: 'plant.proto', path: 'plant.proto', text }], () => undefined),
  );
  const output = registry.getMessage(message);
  if (!output) throw new Error(`no ${message}`);
  return { registry, output };
}

export const plant: RuleTypes = typesOf(PROTO, 'plant.Reading');

export function reading(json: JsonValue = {}, types: RuleTypes = plant): Message {
  return json === null ? create(types.output) : fromJson(types.output, json, { registry: types.registry });
}

/** Messages 100 ms apart. */
export function seen(index: number, json: JsonValue = {}, more: Partial<SeenMessage> = {}): SeenMessage {
  return { index, message: reading(json), gapMs: index === 0 ? null : 100, elapsedMs: 5 + index * 100, ...more };
}
