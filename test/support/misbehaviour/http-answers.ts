import type { Pairs } from '../wire-frames.ts';
import type { Misbehaviour, Verdict } from './row.ts';
import { AB, OK, withHeaders } from './row.ts';

const html = (status: string): Pairs => [
  [':status', status],
  ['content-type', 'text/html; charset=utf-8'],
];

function typed(contentType: string): Pairs {
  return [
    [':status', '200'],
    ['content-type', contentType],
  ];
}

function notGrpc(message: RegExp, raw?: string): Verdict {
  const what = { code: 'UNKNOWN', ended: 'broken', origin: 'http', reason: 'not-grpc', messages: 0 } as const;
  return { ...what, message, ...(raw === undefined ? {} : { raw }) };
}

function byCode(code: string, message: RegExp): Verdict {
  return { code, ended: 'status', origin: 'http', reason: 'http-status', messages: 0, message };
}

const CODES = [
  ['400', 'INTERNAL', 'INTERNAL'],
  ['401', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
  ['403', 'PERMISSION_DENIED', 'PERMISSION_DENIED'],
  ['404', 'UNIMPLEMENTED', 'UNIMPLEMENTED'],
  ['429', 'UNAVAILABLE', 'UNAVAILABLE'],
  ['431', 'UNKNOWN', 'INTERNAL or UNKNOWN'],
  ['500', 'UNKNOWN', 'UNKNOWN'],
  ['502', 'UNAVAILABLE', 'UNAVAILABLE'],
  ['503', 'UNAVAILABLE', 'UNAVAILABLE'],
  ['504', 'UNAVAILABLE', 'UNAVAILABLE'],
] as const;

/** Answers of proxies and web servers. */
export const HTTP_ANSWERS: readonly Misbehaviour[] = [
  {
    name: 'HTTP 200 with HTML',
    script: (s) => s.send(s.headers(html('200')), s.data(Buffer.from('<html>hello'), true)),
    expect: notGrpc(
      /the peer answered HTML, not gRPC/,
      'HTTP 200; content-type: text/html; charset=utf-8; <html>hello',
    ),
    asked: 'UNKNOWN',
  },
  {
    name: 'HTTP 200 with HTML that does not end',
    script: (s) => s.send(s.headers(html('200')), s.data(Buffer.from('<html>'))),
    expect: notGrpc(/HTML/),
    asked: 'UNKNOWN',
  },
  {
    name: 'an image with grpc-status 0',
    script: withHeaders(typed('image/jpeg'), AB),
    expect: notGrpc(/image\/jpeg/),
    asked: 'UNKNOWN',
  },
  {
    name: 'no content-type, with grpc-status 0',
    script: withHeaders([[':status', '200']], AB),
    expect: notGrpc(/without a content-type/),
    asked: 'UNKNOWN',
  },
  {
    name: 'gRPC-Web',
    script: withHeaders(typed('application/grpc-web+proto'), AB),
    expect: notGrpc(/gRPC-Web/),
    asked: 'UNKNOWN',
  },
  {
    name: 'JSON with an error status',
    script: withHeaders(typed('application/json'), Buffer.from('{}'), [['grpc-status', '16']]),
    expect: { ...OK, code: 'UNAUTHENTICATED', messages: 0 },
    asked: 'UNKNOWN, or the status that was sent',
  },
  ...CODES.map(([http, code, asked]): Misbehaviour => ({
    name: `HTTP ${http} with HTML`,
    script: (s) => s.send(s.headers(html(http)), s.data(Buffer.from('<html>'), true)),
    expect: byCode(code, new RegExp(`HTTP ${http}.*HTML`)),
    asked,
  })),
  {
    name: 'HTTP 503 and no body',
    script: (s) => s.send(s.headers([[':status', '503']], true)),
    expect: byCode('UNAVAILABLE', /HTTP 503 without a content-type/),
    asked: 'UNAVAILABLE',
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
    expect: { ...OK, code: 'RESOURCE_EXHAUSTED', messages: 0 },
    asked: 'the status that was sent',
  },
];
