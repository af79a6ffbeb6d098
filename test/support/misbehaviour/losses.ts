import type { Misbehaviour } from './row.ts';
import { AB, lost, OK, reset } from './row.ts';

const RESETS = [
  [1, 'INTERNAL'],
  [2, 'INTERNAL'],
  [3, 'INTERNAL'],
  [4, 'INTERNAL'],
  [5, 'INTERNAL'],
  [6, 'INTERNAL'],
  [7, 'UNAVAILABLE'],
  [8, 'CANCELLED'],
  [9, 'INTERNAL'],
  [10, 'INTERNAL'],
  [11, 'RESOURCE_EXHAUSTED'],
  [12, 'PERMISSION_DENIED'],
  [13, 'INTERNAL'],
  [99, 'INTERNAL'],
] as const;

/** Streams that are reset, connections that go down. */
export const LOSSES: readonly Misbehaviour[] = [
  ...RESETS.map(([rst, code]): Misbehaviour => ({
    name: `RST_STREAM ${rst} after two messages`,
    script: (s) => s.send(s.headers(), s.data(AB), s.data(AB), s.rst(rst)),
    expect: reset(code, rst, 2),
    asked: rst > 12 ? 'INTERNAL or UNKNOWN' : code,
  })),
  {
    name: 'RST_STREAM REFUSED_STREAM (7) before anything',
    script: (s) => s.send(s.rst(7)),
    expect: reset('UNAVAILABLE', 7, 0),
    asked: 'UNAVAILABLE',
  },
  {
    name: 'RST_STREAM CANCEL (8), and messages after it',
    script: (s) => s.send(s.headers(), s.data(AB), s.rst(8), s.data(AB), s.trailers()),
    expect: reset('CANCELLED', 8, 1),
    asked: 'CANCELLED',
  },
  {
    name: 'RST_STREAM CANCEL (8) and FIN in one write',
    script: (s) => s.socket.end(Buffer.concat([s.headers(), s.data(AB), s.rst(8)])),
    expect: reset('CANCELLED', 8, 1),
    asked: 'CANCELLED',
  },
  {
    name: 'FIN after two messages',
    script: (s) => s.socket.end(Buffer.concat([s.headers(), s.data(AB), s.data(AB)])),
    expect: lost(2, /closed the connection, after 2 messages, the last .* earlier/),
    asked: 'UNAVAILABLE',
  },
  {
    name: 'FIN before anything',
    script: (s) => s.socket.end(),
    expect: lost(0, /before the first message/),
    asked: 'UNAVAILABLE',
  },
  {
    name: 'FIN inside a message',
    script: (s) => s.socket.end(Buffer.concat([s.headers(), s.data(AB), s.data(AB.subarray(0, 6))])),
    expect: { ...lost(1), note: /truncated: message 1 promised 2 bytes, 1 came/ },
    asked: 'UNAVAILABLE',
  },
  {
    name: 'a TCP reset after a message',
    script: (s) => {
      s.send(s.headers(), s.data(AB));
      setTimeout(() => s.socket.resetAndDestroy(), 30);
    },
    expect: lost(1, /ECONNRESET/),
    asked: 'UNAVAILABLE',
  },
  {
    name: 'GOAWAY NO_ERROR while the stream goes on',
    script: (s) => s.send(s.headers(), s.data(AB), s.goaway(0, 'max_age'), s.data(AB), s.trailers()),
    expect: { ...OK, messages: 2, note: /GOAWAY NO_ERROR \(0\) "max_age"/ },
    asked: 'OK',
  },
  {
    name: 'GOAWAY NO_ERROR, first with the highest stream, then with ours',
    script: (s) => s.send(s.headers(), s.goaway(0, '', 0x7fff_ffff), s.goaway(0), s.data(AB), s.trailers()),
    expect: { ...OK, note: /GOAWAY NO_ERROR/ },
    asked: 'OK (RFC 9113, 6.8)',
  },
  {
    name: 'GOAWAY ENHANCE_YOUR_CALM (11) after a message',
    script: (s) => s.send(s.headers(), s.data(AB), s.goaway(11, 'too_many_pings')),
    expect: {
      code: 'UNAVAILABLE',
      ended: 'broken',
      origin: 'client',
      reason: 'goaway',
      message: /ENHANCE_YOUR_CALM.*too_many_pings.*keepalive/,
      messages: 1,
    },
    asked: 'the stream may go on (RFC 9113, 6.8)',
  },
  {
    name: 'GOAWAY with an error after the status',
    script: (s) => s.send(s.headers(), s.data(AB), s.trailers(), s.goaway(2)),
    expect: OK,
    asked: 'OK',
  },
  {
    name: 'GOAWAY NO_ERROR that never saw the stream',
    script: (s) => s.send(s.goaway(0, '', 0)),
    expect: { ...reset('UNAVAILABLE', 7, 0), note: /GOAWAY/ },
    asked: 'UNAVAILABLE, to be tried again',
  },
];
