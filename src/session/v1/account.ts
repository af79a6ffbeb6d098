import { SparseCounts } from '../../measure/sparse.ts';
import type { GrpcMetadata } from '../../serve/metadata.ts';

/** What the server counted of one stream, told in its trailers. */
export interface ServerAccount {
  /** Messages it took. */
  readonly messages: number;
  /** Commands it sent of those that were asked for. */
  readonly commands: number;
  /** Those of them whose acknowledgement it got. */
  readonly acknowledged: number;
  readonly pings: number;
  /** From sending a command to its acknowledgement, microseconds with how often each was seen. */
  readonly roundTrips: readonly (readonly [us: number, count: number])[];
}

const KEYS = {
  messages: 'x-session-messages',
  commands: 'x-session-commands',
  acknowledged: 'x-session-acknowledged',
  pings: 'x-session-pings',
} as const;
const ROUND_TRIPS = 'x-session-round-trips';

/** The account as trailers. */
export function accountTrailers(counts: Omit<ServerAccount, 'roundTrips'>, roundTrips: SparseCounts): GrpcMetadata {
  return {
    ...Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [key, String(counts[name as keyof typeof KEYS])])),
    [ROUND_TRIPS]: roundTrips.encode(),
  };
}

/** Reads the account from trailers; null where the server gives none. */
export function readAccount(trailers: readonly (readonly [key: string, value: string])[]): ServerAccount | null {
  const values = new Map(trailers);
  const count = (key: string): number | null => {
    const text = values.get(key) ?? '';
    return /^\d{1,15}$/.test(text) ? Number(text) : null;
  };
  const [messages, commands] = [count(KEYS.messages), count(KEYS.commands)];
  const [acknowledged, pings] = [count(KEYS.acknowledged), count(KEYS.pings)];
  if (messages === null || commands === null || acknowledged === null || pings === null) return null;
  return {
    messages,
    commands,
    acknowledged,
    pings,
    roundTrips: SparseCounts.decode(values.get(ROUND_TRIPS) ?? '') ?? [],
  };
}
