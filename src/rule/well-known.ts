import type { JsonValue } from '../schema/descriptors.ts';
import { duration } from './cel-runtime.ts';

/** How CEL sees a well-known type: its type there, and its value from the decoded message (or what the codec unwraps it to). */
export interface WellKnown {
  readonly type: string;
  readonly read: (value: unknown) => unknown;
  /** What an absent field reads as. */
  readonly empty: () => unknown;
}

interface Parts {
  readonly seconds: bigint;
  readonly nanos: number;
}

const EPOCH: Parts = { seconds: 0n, nanos: 0 };

/** CEL's timestamps have milliseconds here. */
const timestamp: WellKnown = {
  type: 'google.protobuf.Timestamp',
  read: (value) => {
    const { seconds, nanos } = value as Parts;
    return new Date(Number(seconds) * 1000 + Math.trunc(nanos / 1e6));
  },
  empty: () => new Date(0),
};

const span: WellKnown = {
  type: 'google.protobuf.Duration',
  read: (value) => {
    const { seconds, nanos } = value as Parts;
    return duration(seconds, nanos);
  },
  empty: () => duration(EPOCH.seconds, EPOCH.nanos),
};

/** Null when absent, else the value inside; `convert` makes it CEL's. */
function wrapper(convert: (value: unknown) => unknown): WellKnown {
  return {
    type: 'dyn',
    read: (value) => convert(isMessage(value) ? (value as { readonly value: unknown }).value : value),
    empty: () => null,
  };
}

const struct: WellKnown = {
  type: 'map<string, dyn>',
  read: (value) => (isMessage(value) ? fields(value as StructMessage) : fromJson(value as JsonValue)),
  empty: () => new Map(),
};

const anyValue: WellKnown = { type: 'dyn', read: (value) => unpack(value as ValueMessage), empty: () => null };

const list: WellKnown = {
  type: 'list<dyn>',
  read: (value) => (value as { readonly values: readonly ValueMessage[] }).values.map(unpack),
  empty: () => [],
};

interface ValueMessage {
  readonly kind: { readonly case: string | undefined; readonly value?: unknown };
}

interface StructMessage {
  readonly fields: Readonly<Record<string, ValueMessage>>;
}

function unpack({ kind }: ValueMessage): unknown {
  if (kind.case === 'structValue') return struct.read(kind.value);
  if (kind.case === 'listValue') return list.read(kind.value);
  return kind.case === undefined || kind.case === 'nullValue' ? null : kind.value;
}

function fields(message: StructMessage): Map<string, unknown> {
  return new Map(Object.entries(message.fields).map(([key, value]) => [key, unpack(value)]));
}

function fromJson(json: JsonValue): unknown {
  if (Array.isArray(json)) return json.map(fromJson);
  if (json === null || typeof json !== 'object') return json;
  return new Map(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
}

function isMessage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$typeName' in value;
}

/** The well-known types CEL has a view of its own of, `google.protobuf.Any` aside. `ints` and `uints` make CEL's numbers. */
export function wellKnown(
  ints: (value: unknown) => unknown,
  uints: (value: unknown) => unknown,
): ReadonlyMap<string, WellKnown> {
  const same = (value: unknown): unknown => value;
  return new Map(
    Object.entries({
      Timestamp: timestamp,
      Duration: span,
      Struct: struct,
      Value: anyValue,
      ListValue: list,
      BoolValue: wrapper(same),
      StringValue: wrapper(same),
      BytesValue: wrapper(same),
      FloatValue: wrapper(same),
      DoubleValue: wrapper(same),
      Int32Value: wrapper(ints),
      Int64Value: wrapper(ints),
      UInt32Value: wrapper(uints),
      UInt64Value: wrapper(uints),
    }).map(([name, entry]) => [`google.protobuf.${name}`, entry]),
  );
}
