import { callStatus, Status } from '../base/status.ts';
import type { Call, CallEnd } from './types.ts';

/** How a call ended of which nothing was sent. */
export function unsentEnd(reason: CallEnd['reason'], status: CallEnd['status'], now: number): CallEnd {
  return {
    reason,
    status,
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
}

/** A call that never left, because its connection is gone. */
export function refusedCall(how: string, now: number): Call {
  const status = callStatus(Status.UNAVAILABLE, `${how}, before the request was sent`, 'client', {
    reason: 'connection-lost',
  });
  return {
    write: () => Promise.resolve(),
    end: () => undefined,
    cancel: () => undefined,
    pause: () => undefined,
    resume: () => undefined,
    done: Promise.resolve(unsentEnd('broken', status, now)),
  };
}
