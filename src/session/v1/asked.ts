import { InvalidArgumentError } from '../../serve/errors.ts';
import type { GrpcMetadata } from '../../serve/metadata.ts';
import { valuesOf } from '../../serve/metadata.ts';

/** What a client asks of `serve session` in the metadata of its call, and what it is told in the headers. */
export const RATE_HEADER = 'x-command-rate';
export const COUNT_HEADER = 'x-command-count';
/** `numbered`: the ids of the commands are `{client id}/{n}`, n from 1. */
export const IDS_HEADER = 'x-command-ids';
/** Strategy and interval in seconds: `interval 5`. */
export const PING_HEADER = 'x-session-ping';

const MOST_RATE = 10_000;
const MOST_COUNT = 100_000_000;

/** Commands a server is to send on one stream. */
export interface CommandWish {
  /** A second; 0: none. */
  readonly rate: number;
  /** How many in all; Infinity: as long as the stream stands. */
  readonly count: number;
}

/** Reads the wish of a caller. Throws InvalidArgumentError for one that cannot be meant. */
export function readWish(metadata: GrpcMetadata): CommandWish {
  const rate = numberIn(metadata, RATE_HEADER, 0, MOST_RATE);
  const count = numberIn(metadata, COUNT_HEADER, Infinity, MOST_COUNT);
  if (count !== Infinity && !Number.isInteger(count)) {
    throw new InvalidArgumentError(`${COUNT_HEADER} is a whole number, not ${count}`);
  }
  return { rate, count };
}

function numberIn(metadata: GrpcMetadata, key: string, otherwise: number, most: number): number {
  const [text] = valuesOf(metadata[key]);
  if (typeof text !== 'string') return otherwise;
  const value = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value <= most) return value;
  throw new InvalidArgumentError(`${key} is a number from 0 to ${most}, not ${text.slice(0, 40)}`);
}

/** The id of the n-th command for a client. */
export function commandIdOf(clientId: string, n: number): string {
  return `${clientId}/${n}`;
}

/** Whose a numbered command is and which one; null for any other id. */
export function readCommandId(id: string): { readonly clientId: string; readonly n: number } | null {
  const [, clientId, n] = /^(.*)\/(\d{1,15})$/s.exec(id) ?? [];
  return clientId === undefined ? null : { clientId, n: Number(n) };
}
