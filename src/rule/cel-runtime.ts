import { evaluate } from '@marcbachmann/cel-js';

/** CEL's uint at run time; the library does not export its class. */
export type Uint = object;

/** CEL's duration at run time. */
export type CelDuration = object;

const UintClass = (evaluate('1u') as object).constructor as new (value: bigint | number) => Uint;
const DurationClass = (evaluate('duration("1s")') as object).constructor as new (
  seconds: bigint,
  nanos: number,
) => CelDuration;

export function uint(value: bigint | number): Uint {
  return new UintClass(value);
}

/** `nanos` may be negative, as in google.protobuf.Duration. */
export function duration(seconds: bigint, nanos: number): CelDuration {
  return nanos < 0 ? new DurationClass(seconds - 1n, nanos + 1_000_000_000) : new DurationClass(seconds, nanos);
}
