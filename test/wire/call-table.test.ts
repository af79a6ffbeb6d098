import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { exchange } from '../support/wire-client.ts';
import type { Pairs, RawStream } from '../support/wire-raw-peer.ts';
import { frame, GRPC_HEADERS, grpcMessage } from '../support/wire-raw-peer.ts';

const AB = grpcMessage('ab');

interface Row {
  readonly name: string;
  readonly script: (stream: RawStream) => void;
  readonly expect: {
    readonly code: string;
    readonly ended: string;
    readonly reason?: string;
    readonly raw?: string;
    readonly origin: string;
    readonly message?: RegExp;
    readonly messages: number;
    readonly note?: RegExp;
  };
}

function answering(...bytes: Buffer[]): (stream: RawStream) => void {
  return (s) => s.send(s.headers(), ...bytes.map((part) => s.data(part)), s.trailers());
}

function withHeaders(
  pairs: Pairs,
  body: Buffer,
  trailers: Pairs = [['grpc-status', '0']],
): (stream: RawStream) => void {
  return (s) => s.send(s.headers(pairs), s.data(body), s.trailers(trailers));
}

const html = (status: string): Pairs => [
  [':status', status],
  ['content-type', 'text/html; charset=utf-8'],
];

const FRAMING: readonly Row[] = [
  {
    name: 'a truncated last message followed by OK',
    script: answering(AB, AB.subarray(0, 6)),
    expect: {
      code: 'INTERNAL',
      ended: 'broken',
      reason: 'truncated-message',
      origin: 'framing',
      message: /message 1 promised 2 bytes, 1 came/,
      messages: 1,
    },
  },
  {
    name: 'a prefix cut short, followed by OK',
    script: answering(AB, AB.subarray(0, 3)),
    expect: { code: 'INTERNAL', ended: 'broken', reason: 'truncated-message', origin: 'framing', messages: 1 },
  },
  {
    name: 'a length longer than the data, followed by OK',
    script: answering(grpcMessage('ab', 0, 50)),
    expect: {
      code: 'INTERNAL',
      ended: 'broken',
      reason: 'truncated-message',
      origin: 'framing',
      message: /promised 50 bytes, 2 came/,
      messages: 0,
    },
  },
  {
    name: 'compressed-flag 2',
    script: answering(AB, grpcMessage('ab', 2)),
    expect: { code: 'INTERNAL', ended: 'broken', reason: 'bad-frame-flag', origin: 'framing', messages: 1 },
  },
  {
    name: 'flag 1 without grpc-encoding',
    script: answering(grpcMessage(gzipSync('ab'), 1)),
    expect: { code: 'INTERNAL', ended: 'broken', reason: 'bad-encoding', origin: 'framing', messages: 0 },
  },
  {
    name: 'flag 1 with an unknown grpc-encoding',
    script: withHeaders([...GRPC_HEADERS, ['grpc-encoding', 'foo']], grpcMessage('ab', 1)),
    expect: {
      code: 'INTERNAL',
      ended: 'broken',
      reason: 'bad-encoding',
      origin: 'framing',
      message: /"foo"/,
      messages: 0,
    },
  },
  {
    name: 'flag 1 with grpc-encoding identity',
    script: withHeaders([...GRPC_HEADERS, ['grpc-encoding', 'identity']], grpcMessage('ab', 1)),
    expect: { code: 'INTERNAL', ended: 'broken', reason: 'bad-encoding', origin: 'framing', messages: 0 },
  },
  {
    name: 'garbage where gzip should be',
    script: withHeaders([...GRPC_HEADERS, ['grpc-encoding', 'gzip']], grpcMessage('garbage', 1)),
    expect: { code: 'INTERNAL', ended: 'broken', reason: 'bad-encoding', origin: 'framing', messages: 0 },
  },
  {
    name: 'a gzip bomb',
    script: withHeaders([...GRPC_HEADERS, ['grpc-encoding', 'gzip']], grpcMessage(gzipSync(Buffer.alloc(5 << 20)), 1)),
    expect: {
      code: 'RESOURCE_EXHAUSTED',
      ended: 'broken',
      reason: 'message-too-large',
      origin: 'framing',
      message: /--max-message-size/,
      messages: 0,
    },
  },
  {
    name: 'a message above the limit',
    script: answering(AB, grpcMessage('', 0, 4 * 1024 * 1024 + 1)),
    expect: {
      code: 'RESOURCE_EXHAUSTED',
      ended: 'broken',
      reason: 'message-too-large',
      origin: 'framing',
      message: /4194305 bytes.*--max-message-size/,
      messages: 1,
    },
  },
  {
    name: 'a truncated message with an error status',
    script: (s) =>
      s.send(
        s.headers(),
        s.data(AB.subarray(0, 6)),
        s.trailers([
          ['grpc-status', '14'],
          ['grpc-message', 'gone'],
        ]),
      ),
    expect: {
      code: 'UNAVAILABLE',
      ended: 'status',
      origin: 'server',
      message: /^gone$/,
      messages: 0,
      note: /truncated/,
    },
  },
  {
    name: 'a bad frame with an error status',
    script: (s) =>
      s.send(
        s.headers(),
        s.data(grpcMessage('a', 9)),
        s.trailers([
          ['grpc-status', '14'],
          ['grpc-message', 'gone'],
        ]),
      ),
    expect: { code: 'INTERNAL', ended: 'broken', reason: 'bad-frame-flag', origin: 'framing', messages: 0 },
  },
];

const STATUSES: readonly Row[] = [
  {
    name: 'an end without trailers',
    script: (s) => s.send(s.headers(), s.data(AB, true)),
    expect: {
      code: 'UNKNOWN',
      ended: 'broken',
      reason: 'no-status',
      origin: 'framing',
      message: /ended without a status/,
      messages: 1,
    },
  },
  {
    name: 'trailers without grpc-status',
    script: (s) => s.send(s.headers(), s.data(AB), s.trailers([['x-a', 'b']])),
    expect: { code: 'UNKNOWN', ended: 'broken', reason: 'no-status', origin: 'framing', messages: 1 },
  },
  {
    name: 'RST_STREAM 0',
    script: (s) => s.send(s.headers(), s.data(AB), s.rst(0)),
    expect: { code: 'UNKNOWN', ended: 'broken', reason: 'no-status', origin: 'framing', messages: 1 },
  },
  {
    name: 'details that do not decode',
    script: (s) =>
      s.send(
        s.headers(),
        s.data(AB),
        s.trailers([
          ['grpc-status', '9'],
          ['grpc-status-details-bin', 'CAkK'],
        ]),
      ),
    expect: { code: 'FAILED_PRECONDITION', ended: 'status', origin: 'server', messages: 1 },
  },
  {
    name: 'grpc-status abc',
    script: (s) => s.send(s.headers(), s.data(AB), s.trailers([['grpc-status', 'abc']])),
    expect: { code: 'UNKNOWN', ended: 'broken', reason: 'bad-status', raw: 'abc', origin: 'server', messages: 1 },
  },
  {
    name: 'grpc-status 99',
    script: (s) =>
      s.send(
        s.headers(),
        s.trailers([
          ['grpc-status', '99'],
          ['grpc-message', 'odd'],
        ]),
      ),
    expect: {
      code: 'UNKNOWN',
      ended: 'broken',
      reason: 'bad-status',
      raw: '99',
      origin: 'server',
      message: /odd/,
      messages: 0,
    },
  },
  {
    name: 'an empty grpc-status',
    script: (s) => s.send(s.headers(), s.trailers([['grpc-status', '']])),
    expect: { code: 'UNKNOWN', ended: 'broken', reason: 'bad-status', raw: '', origin: 'server', messages: 0 },
  },
  {
    name: 'two different statuses',
    script: (s) =>
      s.send(
        s.headers(),
        s.trailers([
          ['grpc-status', '0'],
          ['grpc-status', '5'],
        ]),
      ),
    expect: { code: 'UNKNOWN', ended: 'broken', reason: 'bad-status', raw: '0, 5', origin: 'server', messages: 0 },
  },
  {
    name: 'a trailers-only answer',
    script: (s) =>
      s.send(s.headers([...GRPC_HEADERS, ['grpc-status', '5'], ['grpc-message', 'job%20not found']], true)),
    expect: { code: 'NOT_FOUND', ended: 'status', origin: 'server', message: /^job not found$/, messages: 0 },
  },
  {
    name: 'a trailers-only answer ended by an empty DATA frame',
    script: (s) => s.send(s.headers([...GRPC_HEADERS, ['grpc-status', '5']]), s.data(Buffer.alloc(0), true)),
    expect: { code: 'NOT_FOUND', ended: 'status', origin: 'server', messages: 0, note: /stood in headers/ },
  },
  {
    name: 'grpc-status in the headers, a body, no trailers',
    script: (s) => s.send(s.headers([...GRPC_HEADERS, ['grpc-status', '0']]), s.data(AB, true)),
    expect: { code: 'INTERNAL', ended: 'broken', reason: 'no-status', raw: '0', origin: 'framing', messages: 1 },
  },
  {
    name: 'an error status after messages',
    script: (s) => s.send(s.headers(), s.data(AB), s.data(AB), s.data(AB), s.trailers([['grpc-status', '13']])),
    expect: { code: 'INTERNAL', ended: 'status', origin: 'server', messages: 3 },
  },
  {
    name: 'an error status, then RST_STREAM 8',
    script: (s) => s.send(s.headers(), s.data(AB), s.trailers([['grpc-status', '7']]), s.rst(8)),
    expect: { code: 'PERMISSION_DENIED', ended: 'status', origin: 'server', messages: 1 },
  },
  {
    name: 'OK, then RST_STREAM 2',
    script: (s) => s.send(s.headers(), s.data(AB), s.trailers(), s.rst(2)),
    expect: { code: 'OK', ended: 'status', origin: 'server', messages: 1 },
  },
  {
    name: 'OK, then FIN',
    script: (s) => s.socket.end(Buffer.concat([s.headers(), s.data(AB), s.trailers()])),
    expect: { code: 'OK', ended: 'status', origin: 'server', messages: 1 },
  },
];

const HTTP: readonly Row[] = [
  {
    name: '200 with HTML',
    script: (s) => s.send(s.headers(html('200')), s.data(Buffer.from('<html>hello'), true)),
    expect: {
      code: 'UNKNOWN',
      ended: 'broken',
      reason: 'not-grpc',
      raw: 'HTTP 200; content-type: text/html; charset=utf-8; <html>hello',
      origin: 'http',
      message: /the peer answered HTML, not gRPC/,
      messages: 0,
    },
  },
  {
    name: '200 with HTML that does not end',
    script: (s) => s.send(s.headers(html('200')), s.data(Buffer.from('<html>'))),
    expect: { code: 'UNKNOWN', ended: 'broken', reason: 'not-grpc', origin: 'http', messages: 0 },
  },
  {
    name: 'an image with grpc-status 0',
    script: withHeaders(
      [
        [':status', '200'],
        ['content-type', 'image/jpeg'],
      ],
      AB,
    ),
    expect: {
      code: 'UNKNOWN',
      ended: 'broken',
      reason: 'not-grpc',
      origin: 'http',
      message: /image\/jpeg/,
      messages: 0,
    },
  },
  {
    name: 'no content-type, with grpc-status 0',
    script: withHeaders([[':status', '200']], AB),
    expect: { code: 'UNKNOWN', ended: 'broken', reason: 'not-grpc', origin: 'http', messages: 0 },
  },
  {
    name: 'gRPC-Web',
    script: withHeaders(
      [
        [':status', '200'],
        ['content-type', 'application/grpc-web+proto'],
      ],
      AB,
    ),
    expect: { code: 'UNKNOWN', ended: 'broken', reason: 'not-grpc', origin: 'http', message: /gRPC-Web/, messages: 0 },
  },
  {
    name: 'JSON with an error status',
    script: withHeaders(
      [
        [':status', '200'],
        ['content-type', 'application/json'],
      ],
      Buffer.from('{}'),
      [['grpc-status', '16']],
    ),
    expect: { code: 'UNAUTHENTICATED', ended: 'status', origin: 'server', messages: 0 },
  },
  ...(
    [
      ['400', 'INTERNAL'],
      ['401', 'UNAUTHENTICATED'],
      ['403', 'PERMISSION_DENIED'],
      ['404', 'UNIMPLEMENTED'],
      ['429', 'UNAVAILABLE'],
      ['500', 'UNKNOWN'],
      ['502', 'UNAVAILABLE'],
      ['503', 'UNAVAILABLE'],
      ['504', 'UNAVAILABLE'],
    ] as const
  ).map(([http, code]): Row => ({
    name: `HTTP ${http} with HTML`,
    script: (s) => s.send(s.headers(html(http)), s.data(Buffer.from('<html>'), true)),
    expect: {
      code,
      ended: 'status',
      reason: 'http-status',
      origin: 'http',
      message: new RegExp(`HTTP ${http}.*HTML`),
      messages: 0,
    },
  })),
  {
    name: 'HTTP 503 and no body',
    script: (s) => s.send(s.headers([[':status', '503']], true)),
    expect: { code: 'UNAVAILABLE', ended: 'status', reason: 'http-status', origin: 'http', messages: 0 },
  },
  {
    name: 'HTTP 503 with a grpc-status',
    script: (s) =>
      s.send(
        s.headers(
          [
            [':status', '503'],
            ['grpc-status', '8'],
          ],
          true,
        ),
      ),
    expect: { code: 'RESOURCE_EXHAUSTED', ended: 'status', origin: 'server', messages: 0 },
  },
];

const LOSS: readonly Row[] = [
  ...(
    [
      [1, 'INTERNAL'],
      [2, 'INTERNAL'],
      [3, 'INTERNAL'],
      [5, 'INTERNAL'],
      [7, 'UNAVAILABLE'],
      [8, 'CANCELLED'],
      [11, 'RESOURCE_EXHAUSTED'],
      [12, 'PERMISSION_DENIED'],
      [13, 'INTERNAL'],
    ] as const
  ).map(([rst, code]): Row => ({
    name: `RST_STREAM ${rst}`,
    script: (s) => s.send(s.headers(), s.data(AB), s.data(AB), s.rst(rst)),
    expect: { code, ended: 'broken', reason: 'rst', raw: `RST_STREAM ${rst}`, origin: 'rst', messages: 2 },
  })),
  {
    name: 'RST_STREAM 8 and FIN in one write',
    script: (s) => s.socket.end(Buffer.concat([s.headers(), s.data(AB), s.rst(8)])),
    expect: { code: 'CANCELLED', ended: 'broken', reason: 'rst', origin: 'rst', messages: 1 },
  },
  {
    name: 'FIN',
    script: (s) => s.socket.end(Buffer.concat([s.headers(), s.data(AB), s.data(AB)])),
    expect: {
      code: 'UNAVAILABLE',
      ended: 'broken',
      reason: 'connection-lost',
      origin: 'client',
      message: /closed the connection, after 2 messages, the last .* earlier/,
      messages: 2,
    },
  },
  {
    name: 'FIN before anything',
    script: (s) => s.socket.end(),
    expect: {
      code: 'UNAVAILABLE',
      ended: 'broken',
      reason: 'connection-lost',
      origin: 'client',
      message: /before the first message/,
      messages: 0,
    },
  },
  {
    name: 'FIN inside a message',
    script: (s) => s.socket.end(Buffer.concat([s.headers(), s.data(AB), s.data(AB.subarray(0, 6))])),
    expect: {
      code: 'UNAVAILABLE',
      ended: 'broken',
      reason: 'connection-lost',
      origin: 'client',
      messages: 1,
      note: /truncated: message 1 promised 2 bytes, 1 came/,
    },
  },
  {
    name: 'a TCP reset',
    script: (s) => {
      s.send(s.headers(), s.data(AB));
      setTimeout(() => s.socket.resetAndDestroy(), 30);
    },
    expect: {
      code: 'UNAVAILABLE',
      ended: 'broken',
      reason: 'connection-lost',
      origin: 'client',
      message: /ECONNRESET/,
      messages: 1,
    },
  },
  {
    name: 'HTTP/2 that breaks its own rules (a pushed stream)',
    script: (s) => s.send(s.headers(), s.data(AB), frame(5, 4, s.id, Buffer.from([0, 0, 0, 2, 0x88]))),
    expect: {
      code: 'UNAVAILABLE',
      ended: 'broken',
      reason: 'connection-lost',
      origin: 'client',
      message: /HTTP\/2 failed: Protocol error, after 1 message/,
      messages: 1,
    },
  },
  {
    name: 'trailers that do not end the stream',
    script: (s) => s.send(s.headers(), s.data(AB), s.headers([['grpc-status', '0']])),
    expect: {
      code: 'INTERNAL',
      ended: 'broken',
      reason: 'rst',
      origin: 'rst',
      message: /broke the rules/,
      messages: 1,
    },
  },
  {
    name: 'headers HTTP/2 forbids',
    script: (s) => s.send(s.headers([...GRPC_HEADERS, ['Bad Name', 'x']]), s.data(AB), s.trailers()),
    expect: { code: 'INTERNAL', ended: 'broken', reason: 'rst', origin: 'rst', messages: 0 },
  },
  {
    name: 'an informational answer before the real one',
    script: (s) => s.send(s.headers([[':status', '103']]), s.headers(), s.data(AB), s.trailers()),
    expect: { code: 'OK', ended: 'status', origin: 'server', messages: 1 },
  },
  {
    name: 'trailers of 12 kB in 200 keys',
    script: (s) =>
      s.send(
        s.headers(),
        s.data(AB),
        s.trailers([
          ...Array.from({ length: 200 }, (_, i) => [`k${i}`, 'v'.repeat(50)] as const),
          ['grpc-status', '0'],
        ]),
      ),
    expect: { code: 'OK', ended: 'status', origin: 'server', messages: 1 },
  },
  {
    name: 'GOAWAY NO_ERROR while the stream goes on',
    script: (s) => s.send(s.headers(), s.data(AB), s.goaway(0, 'max_age'), s.data(AB), s.trailers()),
    expect: { code: 'OK', ended: 'status', origin: 'server', messages: 2, note: /GOAWAY NO_ERROR \(0\) "max_age"/ },
  },
  {
    name: 'GOAWAY ENHANCE_YOUR_CALM',
    script: (s) => s.send(s.headers(), s.data(AB), s.goaway(11, 'too_many_pings')),
    expect: {
      code: 'UNAVAILABLE',
      ended: 'broken',
      reason: 'goaway',
      origin: 'client',
      message: /ENHANCE_YOUR_CALM.*too_many_pings.*keepalive/,
      messages: 1,
    },
  },
  {
    name: 'GOAWAY with an error after the status',
    script: (s) => s.send(s.headers(), s.data(AB), s.trailers(), s.goaway(2)),
    expect: { code: 'OK', ended: 'status', origin: 'server', messages: 1 },
  },
  {
    name: 'GOAWAY that never saw the stream',
    script: (s) => s.send(s.goaway(0, '', 0)),
    expect: { code: 'UNAVAILABLE', ended: 'broken', reason: 'rst', origin: 'rst', messages: 0, note: /GOAWAY/ },
  },
];

describe.each([
  ['framing', FRAMING],
  ['statuses', STATUSES],
  ['HTTP answers', HTTP],
  ['resets and losses', LOSS],
])('%s', (_, rows) => {
  describe.each(rows)('$name', ({ script, expect: wanted }) => {
    it.each([
      ['after our half-close', false],
      ['while our request is open', true],
    ])('is told truthfully %s', async (_, open) => {
      const { end, sink } = await exchange(script, { open });
      expect(end.status.name).toBe(wanted.code);
      expect(end.reason).toBe(wanted.ended);
      expect(end.status.reason).toBe(wanted.reason);
      expect(end.status.origin).toBe(wanted.origin);
      if (wanted.raw !== undefined) expect(end.status.raw).toBe(wanted.raw);
      if (wanted.message) expect(end.status.message).toMatch(wanted.message);
      expect(end.messages).toBe(wanted.messages);
      expect(sink.texts).toEqual(Array.from({ length: wanted.messages }, () => 'ab'));
      if (wanted.note) expect(end.notes.join('\n')).toMatch(wanted.note);
      else expect(end.notes.filter((note) => !note.includes('own status'))).toEqual([]);
    });
  });
});
