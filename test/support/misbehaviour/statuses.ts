import { GRPC_HEADERS } from '../wire-frames.ts';
import type { Misbehaviour, Verdict } from './row.ts';
import { AB, answering, ending, framing, OK, reset } from './row.ts';

const UNKNOWN = 'UNKNOWN';

function bad(raw: string, message?: RegExp): Verdict {
  const what = { code: UNKNOWN, ended: 'broken', origin: 'server', reason: 'bad-status', messages: 1 } as const;
  return { ...what, raw, ...(message ? { message } : {}) };
}

function none(message?: RegExp): Verdict {
  const what = { code: UNKNOWN, ended: 'broken', origin: 'framing', reason: 'no-status', messages: 1 } as const;
  return { ...what, ...(message ? { message } : {}) };
}

/** Statuses that are missing, wrong, or where they should not be. */
export const STATUSES: readonly Misbehaviour[] = [
  {
    name: 'an end without trailers',
    script: (s) => s.send(s.headers(), s.data(AB, true)),
    expect: none(/ended without a status \(no trailers came\)/),
    asked: 'INTERNAL or UNKNOWN',
  },
  {
    name: 'trailers without grpc-status',
    script: ending([['x-a', 'b']]),
    expect: none(/its trailers hold no grpc-status/),
    asked: UNKNOWN,
  },
  {
    name: 'RST_STREAM NO_ERROR (0) in place of a status',
    script: (s) => s.send(s.headers(), s.data(AB), s.rst(0)),
    expect: none(),
    asked: 'INTERNAL',
  },
  {
    name: 'grpc-status "abc"',
    script: ending([['grpc-status', 'abc']]),
    expect: bad('abc'),
    asked: UNKNOWN,
  },
  {
    name: 'grpc-status "99"',
    script: ending([
      ['grpc-status', '99'],
      ['grpc-message', 'odd'],
    ]),
    expect: bad('99', /"99", which is none of 0 to 16: odd/),
    asked: UNKNOWN,
  },
  { name: 'grpc-status "-1"', script: ending([['grpc-status', '-1']]), expect: bad('-1'), asked: UNKNOWN },
  {
    name: 'grpc-status "00"',
    script: ending([['grpc-status', '00']]),
    expect: OK,
    asked: 'OK: the grammar is 1*DIGIT',
  },
  { name: 'an empty grpc-status', script: ending([['grpc-status', '']]), expect: bad(''), asked: UNKNOWN },
  {
    name: 'two different statuses',
    script: ending([
      ['grpc-status', '0'],
      ['grpc-status', '5'],
    ]),
    expect: bad('0, 5'),
    asked: 'nothing is said',
  },
  {
    name: 'a grpc-message with broken escapes',
    script: ending([
      ['grpc-status', '5'],
      ['grpc-message', '100% lost %zz %e2%82%ac'],
    ]),
    expect: { ...OK, code: 'NOT_FOUND', message: /^100% lost %zz €$/ },
    asked: 'the status, and nothing of the message lost',
  },
  {
    name: 'grpc-status-details-bin that is no protobuf',
    script: ending([
      ['grpc-status', '9'],
      ['grpc-status-details-bin', 'CAkK'],
    ]),
    expect: { ...OK, code: 'FAILED_PRECONDITION' },
    asked: 'the status, as if there were no details',
  },
  {
    name: 'grpc-status-details-bin that is no base64',
    script: ending([
      ['grpc-status', '5'],
      ['grpc-status-details-bin', '!!! no base64'],
    ]),
    expect: { ...OK, code: 'NOT_FOUND' },
    asked: 'the status, as if there were no details',
  },
  {
    name: 'a trailers-only answer',
    script: (s) =>
      s.send(s.headers([...GRPC_HEADERS, ['grpc-status', '5'], ['grpc-message', 'job%20not found']], true)),
    expect: { ...OK, code: 'NOT_FOUND', message: /^job not found$/, messages: 0 },
    asked: 'the status: it is allowed',
  },
  {
    name: 'a trailers-only answer ended by an empty DATA frame',
    script: (s) => s.send(s.headers([...GRPC_HEADERS, ['grpc-status', '5']]), s.data(Buffer.alloc(0), true)),
    expect: { ...OK, code: 'NOT_FOUND', messages: 0, note: /stood in headers/ },
    asked: 'nothing is said; some proxies do it',
  },
  {
    name: 'grpc-status in the headers, a message, no trailers',
    script: (s) => s.send(s.headers([...GRPC_HEADERS, ['grpc-status', '0']]), s.data(AB, true)),
    expect: { ...framing('no-status', 1), raw: '0' },
    asked: 'INTERNAL',
  },
  {
    name: 'grpc-status 5 in the headers, a message, OK in the trailers',
    script: (s) => s.send(s.headers([...GRPC_HEADERS, ['grpc-status', '5']]), s.data(AB), s.trailers()),
    expect: OK,
    asked: 'the status of the trailers',
  },
  {
    name: 'an error status after three messages',
    script: (s) => s.send(s.headers(), s.data(AB), s.data(AB), s.data(AB), s.trailers([['grpc-status', '13']])),
    expect: { ...OK, code: 'INTERNAL', messages: 3 },
    asked: 'three messages, then the status',
  },
  {
    name: 'trailers twice',
    script: (s) => s.send(s.headers(), s.data(AB), s.trailers(), s.trailers([['grpc-status', '5']])),
    expect: OK,
    asked: 'the first: the stream was over (RFC 9113, 5.1)',
  },
  {
    name: 'a message after the trailers',
    script: (s) => s.send(s.headers(), s.data(AB), s.trailers(), s.data(AB)),
    expect: OK,
    asked: 'the status: the stream was over (RFC 9113, 5.1)',
  },
  {
    name: 'trailers after DATA that ended the stream',
    script: (s) => s.send(s.headers(), s.data(AB, true), s.trailers()),
    expect: none(/no trailers came/),
    asked: 'INTERNAL or UNKNOWN: the stream was over',
  },
  {
    name: 'trailers that do not end the stream',
    script: (s) => s.send(s.headers(), s.data(AB), s.headers([['grpc-status', '0']])),
    expect: reset('INTERNAL', 1, 1, /broke the rules/),
    asked: 'a malformed answer (RFC 9113, 8.1)',
  },
  {
    name: 'headers twice',
    script: (s) => s.send(s.headers(), s.headers(), s.data(AB), s.trailers()),
    expect: reset('INTERNAL', 1, 0, /broke the rules/),
    asked: 'a malformed answer (RFC 9113, 8.1)',
  },
  {
    name: 'an error status, then RST_STREAM CANCEL (8)',
    script: (s) => s.send(s.headers(), s.data(AB), s.trailers([['grpc-status', '7']]), s.rst(8)),
    expect: { ...OK, code: 'PERMISSION_DENIED' },
    asked: 'the status that was sent',
  },
  {
    name: 'OK, then RST_STREAM INTERNAL_ERROR (2)',
    script: (s) => s.send(s.headers(), s.data(AB), s.trailers(), s.rst(2)),
    expect: OK,
    asked: 'the status that was sent',
  },
  {
    name: 'OK, then FIN',
    script: (s) => s.socket.end(Buffer.concat([s.headers(), s.data(AB), s.trailers()])),
    expect: OK,
    asked: 'the status that was sent',
  },
];

/** Calls of one answer that get another number of them. */
export const UNARY: readonly Misbehaviour[] = [
  {
    name: 'a second message to a unary call',
    unary: true,
    script: answering(AB, AB),
    expect: { code: 'UNIMPLEMENTED', ended: 'broken', origin: 'framing', reason: 'message-count', messages: 2 },
    asked: 'UNIMPLEMENTED',
  },
  {
    name: 'bytes after the message of a unary call',
    unary: true,
    script: answering(AB, Buffer.from([0, 0])),
    expect: framing('truncated-message', 1),
    asked: 'INTERNAL or UNIMPLEMENTED',
  },
  {
    name: 'OK to a unary call, and no message',
    unary: true,
    script: answering(),
    expect: { code: 'UNIMPLEMENTED', ended: 'broken', origin: 'framing', reason: 'message-count', messages: 0 },
    asked: 'UNIMPLEMENTED',
  },
];
