import { callStatus, Status } from '../base/status.ts';
import type { Call, CallEnd } from './types.ts';

/** A call that never left, because its connection is gone. */
export function refusedCall(how: string, now: number): Call {
  const end: CallEnd = {
    reason: 'broken',
    status: callStatus(Status.UNAVAILABLE, `${how}, before the request was sent`, 'client', {
      reason: 'connection-lost',
    }),
    headers: null,
    trailers: null,
    messages: 0,
    compressed: 0,
    payloadBytes: 0,
    wireBytes: 0,
    burstMax: 0,
    sentAt: now,
    headersAt: null,
    firstMessageAt: null,
    lastMessageAt: null,
    endedAt: now,
    notes: [],
  };
  return {
    write: () => Promise.resolve(),
    end: () => undefined,
    cancel: () => undefined,
    pause: () => undefined,
    resume: () => undefined,
    done: Promise.resolve(end),
  };
}
