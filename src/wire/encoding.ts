import type { CallStatus } from '../base/status.ts';
import { Status } from '../base/status.ts';
import { printable } from '../base/text.ts';
import { metadataValue } from './metadata.ts';
import type { Encoding, Metadata } from './types.ts';

/** Sent as `grpc-accept-encoding`. */
export const ACCEPT_ENCODING = 'identity,deflate,gzip';

/** What was wrong with the bytes; ends the call with `code`. */
export interface FramingFault {
  readonly code: number;
  readonly reason: 'truncated-message' | 'bad-frame-flag' | 'bad-encoding' | 'message-too-large';
  readonly message: string;
}

/** The encoding compressed messages come in, by the peer's `grpc-encoding`; null when it is none we can read. */
export function inflatable(encoding: string | undefined): Exclude<Encoding, 'identity'> | null {
  const name = encoding?.toLowerCase();
  return name === 'gzip' || name === 'deflate' ? name : null;
}

/** The fault of a message longer than allowed; `length` is null while unknown. */
export function tooLarge(index: number, length: number | null, most: number): FramingFault {
  const size = length === null ? `inflates to more than ${most} bytes` : `is ${length} bytes long, more than ${most}`;
  return {
    code: Status.RESOURCE_EXHAUSTED,
    reason: 'message-too-large',
    message: `message ${index} ${size}; raise --max-message-size to take it`,
  };
}

/** The fault of a compressed message in an encoding that is none, or none of ours. */
export function unreadable(index: number, encoding: string | undefined): FramingFault {
  const why =
    encoding === undefined
      ? 'the answer names no grpc-encoding'
      : `grpc-encoding is "${printable(encoding, 40)}", not gzip or deflate`;
  return badEncoding(`message ${index} is marked as compressed, but ${why}`);
}

export function badEncoding(message: string): FramingFault {
  return { code: Status.INTERNAL, reason: 'bad-encoding', message };
}

/** What a server that did not take our compressed messages says it takes. */
export function encodingNotes(sent: Encoding, status: CallStatus, headers: Metadata | null): string[] {
  if (sent === 'identity' || status.code !== Status.UNIMPLEMENTED) return [];
  const accepts = metadataValue(headers, 'grpc-accept-encoding');
  const told =
    accepts === undefined
      ? 'the server does not say which encodings it takes'
      : `the server takes "${printable(accepts, 120)}"`;
  return [`our messages were compressed with ${sent}; ${told}`];
}
