import { describe, expect, it } from 'vitest';
import { Status } from '../../src/base/status.ts';
import type { Evidence } from '../../src/wire/end.ts';
import { decideEnd } from '../../src/wire/end.ts';

const OK: Evidence = {
  ours: null,
  oursMessage: '',
  fault: null,
  partial: null,
  http: 200,
  headers: [['content-type', 'application/grpc']],
  headersOnly: false,
  trailers: [['grpc-status', '0']],
  bodyBytes: 7,
  bodyStart: '',
  rst: 0,
  lost: null,
  lostReason: 'connection-lost',
  pastDeadline: false,
};
const fault = { code: Status.INTERNAL, reason: 'bad-frame-flag', message: 'flag' } as const;

function judged(more: Partial<Evidence>): string {
  const { reason, status, notes } = decideEnd({ ...OK, ...more });
  return [reason, status.name, status.origin, status.reason ?? '-', notes.length].join(' ');
}

describe('the verdict on a call', () => {
  it.each<[string, Partial<Evidence>, string]>([
    ['OK', {}, 'status OK server - 0'],
    ['a fault before OK', { fault }, 'broken INTERNAL framing bad-frame-flag 1'],
    ['a fault and a cancel', { fault, ours: 'cancelled', trailers: null }, 'broken INTERNAL framing bad-frame-flag 0'],
    ['our cancel', { ours: 'cancelled', trailers: null }, 'cancelled CANCELLED client - 0'],
    [
      'our cancel inside a message',
      { ours: 'cancelled', trailers: null, partial: 'half' },
      'cancelled CANCELLED client - 1',
    ],
    ['our cancel with messages dropped', { ours: 'cancelled' }, 'cancelled CANCELLED client - 0'],
    ['our deadline', { ours: 'deadline', trailers: null }, 'deadline DEADLINE_EXCEEDED client - 0'],
    ['our patience', { ours: 'stalled', trailers: null }, 'stalled CANCELLED client stalled 0'],
    ['OK after half a message', { partial: 'half' }, 'broken INTERNAL framing truncated-message 0'],
    [
      'an error after half a message',
      { partial: 'half', trailers: [['grpc-status', '5']] },
      'status NOT_FOUND server - 1',
    ],
    ['OK before a reset', { rst: 2 }, 'status OK server - 0'],
    ['OK before a loss', { lost: 'gone' }, 'status OK server - 0'],
    ['no status, a reset', { trailers: null, rst: 7 }, 'broken UNAVAILABLE rst rst 0'],
    ['a reset inside a message', { trailers: null, rst: 7, partial: 'half' }, 'broken UNAVAILABLE rst rst 1'],
    [
      'a reset after the deadline',
      { trailers: null, rst: 8, pastDeadline: true },
      'broken DEADLINE_EXCEEDED rst rst 0',
    ],
    ['a loss', { trailers: null, rst: 8, lost: 'gone' }, 'broken UNAVAILABLE client connection-lost 0'],
    [
      'a loss by keepalive',
      { trailers: null, lost: 'gone', lostReason: 'keepalive' },
      'broken UNAVAILABLE client keepalive 0',
    ],
    ['an end without status', { trailers: null }, 'broken UNKNOWN framing no-status 0'],
    [
      'an end without status inside a message',
      { trailers: null, partial: 'half' },
      'broken UNKNOWN framing no-status 1',
    ],
    [
      'no headers, a loss',
      { trailers: null, headers: null, http: null, lost: 'gone' },
      'broken UNAVAILABLE client connection-lost 0',
    ],
    [
      'trailers-only, then a loss',
      { trailers: null, headers: [['grpc-status', '5']], headersOnly: true, bodyBytes: 0, lost: 'gone' },
      'status NOT_FOUND server - 0',
    ],
    [
      'trailers-only without content-type, OK',
      { trailers: null, headers: [['grpc-status', '0']], headersOnly: true, bodyBytes: 0 },
      'broken UNKNOWN http not-grpc 0',
    ],
    [
      'a status in headers, then a reset',
      {
        trailers: null,
        headers: [
          ['content-type', 'application/grpc'],
          ['grpc-status', '5'],
        ],
        bodyBytes: 0,
        rst: 2,
      },
      'broken INTERNAL rst rst 0',
    ],
    ['HTTP 503, lost', { trailers: null, http: 503, lost: 'gone' }, 'status UNAVAILABLE http http-status 0'],
  ])('of %s', (_, more, verdict) => expect(judged(more)).toBe(verdict));

  it.each([
    [401, undefined, 'the peer answered HTTP 401 without a content-type, not gRPC'],
    [401, 'text/html', 'the peer answered HTTP 401 and HTML, not gRPC'],
    [503, 'application/grpc', 'the peer answered HTTP 503 without a gRPC status'],
    [200, undefined, 'the peer answered without a content-type, not gRPC'],
  ])('words HTTP %i with the content-type %s', (http, contentType, message) => {
    const headers = contentType === undefined ? [] : [['content-type', contentType] as const];
    expect(decideEnd({ ...OK, http, headers, trailers: null }).status.message).toBe(message);
  });

  it.each([
    [[], "the server's own status was OK"],
    [[['grpc-message', 'fine']] as const, "the server's own status was OK: fine"],
  ])("notes the server's own status beside a fault, %j", (more, note) => {
    const trailers = [['grpc-status', '0'] as const, ...more];
    expect(decideEnd({ ...OK, fault, trailers }).notes).toEqual([note]);
  });

  it('keeps what a stranger answered as evidence', () => {
    const { status } = decideEnd({
      ...OK,
      headers: [['content-type', 'application/json']],
      trailers: null,
      bodyStart: '{"a":\u001b1}',
    });
    expect(status.message).toBe('the peer answered JSON, not gRPC');
    expect(status.raw).toBe('HTTP 200; content-type: application/json; {"a":\\u001b1}');
  });
});
