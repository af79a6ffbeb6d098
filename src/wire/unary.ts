import { callStatus, Status } from '../base/status.ts';
import { plural } from '../base/text.ts';
import type { CallEnd, CallOptions, Connection } from './types.ts';

/**
 * One request, one answer. OK with none or several messages ends as UNIMPLEMENTED of origin `framing`; `message` is
 * the first one, in memory of its own, and null when none came or the status is an error.
 */
export async function unary(
  connection: Connection,
  options: CallOptions,
  request: Uint8Array,
): Promise<{ end: CallEnd; message: Uint8Array | null }> {
  let first: Uint8Array | null = null;
  let reserved: Uint8Array = new Uint8Array(0);
  const call = connection.open(options, {
    reserve: (length) => {
      reserved = new Uint8Array(length);
      return reserved;
    },
    message: (length) => {
      first ??= reserved.subarray(0, length);
    },
  });
  await call.write(request);
  call.end();
  const end = oneAnswer(await call.done);
  return { end, message: end.status.code === Status.OK ? first : null };
}

/** The end of a call that is answered by one message, unary or client stream: OK with another number is UNIMPLEMENTED. */
export function oneAnswer(end: CallEnd): CallEnd {
  if (end.status.code !== Status.OK || end.messages === 1) return end;
  const text = `a call of this kind is answered by one message, ${plural(end.messages, 'message')} came`;
  const status = callStatus(Status.UNIMPLEMENTED, text, 'framing', { reason: 'message-count' });
  return { ...end, reason: 'broken', status };
}
