import type { RunResult } from '../base/result.ts';
import { formatMs } from '../base/units.ts';

/** A server often listens on one family of addresses only. */
const COMMON: ReadonlySet<string> = new Set(['tcp-refused', 'unreachable']);

/** Addresses of the target's name at which something is wrong, though another one answered: other clients may meet them. */
export function addressNotes({ attempts }: RunResult['connect']): string[] {
  return (attempts.at(-1)?.passedOver ?? [])
    .filter(({ cause }) => !COMMON.has(cause))
    .map(
      ({ address, cause, message, ms }) => `${address} was passed over after ${formatMs(ms)}: ${message} (${cause})`,
    );
}
