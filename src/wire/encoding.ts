import { gunzipSync, inflateSync } from 'node:zlib';
import { Status } from '../base/status.ts';
import { printable } from '../base/text.ts';
import { thrownCode, thrownText } from './thrown.ts';

/** Sent as `grpc-accept-encoding`. */
export const ACCEPT_ENCODING = 'identity,deflate,gzip';

/** What was wrong with the bytes; ends the call with `code`. */
export interface FramingFault {
  readonly code: number;
  readonly reason: 'truncated-message' | 'bad-frame-flag' | 'bad-encoding' | 'message-too-large';
  readonly message: string;
}

/** Inflates one message, never beyond `most` bytes. */
export function decompress(
  encoding: string | undefined,
  bytes: Uint8Array,
  index: number,
  most: number,
): Uint8Array | FramingFault {
  const name = encoding?.toLowerCase();
  if (name !== 'gzip' && name !== 'deflate') return badEncoding(index, encoding);
  try {
    return (name === 'gzip' ? gunzipSync : inflateSync)(bytes, { maxOutputLength: Math.max(1, most) });
  } catch (thrown) {
    if (thrownCode(thrown) === 'ERR_BUFFER_TOO_LARGE') return tooLarge(index, null, most);
    return {
      code: Status.INTERNAL,
      reason: 'bad-encoding',
      message: `message ${index} does not inflate as ${name}: ${printable(thrownText(thrown), 120)}`,
    };
  }
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

export function badEncoding(index: number, encoding: string | undefined): FramingFault {
  const why =
    encoding === undefined
      ? 'the answer names no grpc-encoding'
      : `grpc-encoding is "${printable(encoding, 40)}", not gzip or deflate`;
  return {
    code: Status.INTERNAL,
    reason: 'bad-encoding',
    message: `message ${index} is marked as compressed, but ${why}`,
  };
}

export function isUsable(encoding: string | undefined): boolean {
  return encoding !== undefined && /^(?:gzip|deflate)$/i.test(encoding);
}
