import { FLAG, frame, GRPC_HEADERS, grpcMessage, headerBlock, padded, TYPE, uint32 } from '../wire-frames.ts';
import type { RawStream } from '../wire-raw-peer.ts';
import type { Misbehaviour, Script } from './row.ts';
import { AB, broke, OK, reset, SHORT_MS } from './row.ts';

/** Unusual, but within the rules: nothing of it may change the outcome. */
export const ODDITIES: readonly Misbehaviour[] = [
  odd('headers in seven CONTINUATION frames', (s) =>
    s.send(s.headers(GRPC_HEADERS, false, 6), s.data(AB), s.headers([['grpc-status', '0']], true, 3)),
  ),
  odd('padded DATA', (s) =>
    s.send(s.headers(), s.paddedData(AB.subarray(0, 3), 255), s.paddedData(AB.subarray(3), 0), s.trailers()),
  ),
  odd('padded HEADERS', (s) => {
    const block = padded(headerBlock(GRPC_HEADERS), 50);
    s.send(frame(TYPE.headers, FLAG.padded | FLAG.endHeaders, s.id, block), s.data(AB), s.trailers());
  }),
  odd('a message over DATA frames of one byte, some of them empty', (s) =>
    s.send(s.headers(), ...[...AB].flatMap((byte) => [s.data(Buffer.alloc(0)), s.data(Buffer.of(byte))]), s.trailers()),
  ),
  odd('frames of a type HTTP/2 does not know', (s) => {
    const unknown = (stream: number): Buffer => frame(0xbe, 0xff, stream, Buffer.from('hello'));
    s.send(unknown(0), s.headers(), unknown(s.id), s.data(AB), s.trailers());
  }),
  odd('PRIORITY, PING, SETTINGS and WINDOW_UPDATE between the frames', (s) =>
    s.send(
      s.headers(),
      frame(TYPE.priority, 0, s.id, Buffer.of(0, 0, 0, 0, 5)),
      frame(TYPE.ping, 0, 0, Buffer.alloc(8)),
      s.data(AB),
      frame(TYPE.settings, 0, 0),
      frame(TYPE.windowUpdate, 0, 0, uint32(1)),
      frame(TYPE.windowUpdate, 0, s.id, uint32(1)),
      s.trailers(),
    ),
  ),
  odd('an informational answer before the real one', (s) =>
    s.send(s.headers([[':status', '103']]), s.headers(), s.data(AB), s.trailers()),
  ),
];

function odd(name: string, script: Script): Misbehaviour {
  return { name, script, expect: OK, asked: 'OK: it is allowed' };
}

/** Answers that are malformed: the stream alone is ended (RFC 9113, 8.1.1). */
export const MALFORMED: readonly Misbehaviour[] = [
  malformed('a header name in capitals', 0, (s) =>
    s.send(s.headers([...GRPC_HEADERS, ['Bad-Name', 'x']]), s.data(AB), s.trailers()),
  ),
  malformed('a header of HTTP/1 connections', 1, (s) =>
    s.send(
      s.headers(),
      s.data(AB),
      s.trailers([
        ['connection', 'close'],
        ['grpc-status', '0'],
      ]),
    ),
  ),
  malformed('headers without :status', 0, (s) =>
    s.send(s.headers([['content-type', 'application/grpc']]), s.data(AB), s.trailers()),
  ),
  malformed(':status in the trailers', 1, (s) =>
    s.send(
      s.headers(),
      s.data(AB),
      s.trailers([
        [':status', '200'],
        ['grpc-status', '0'],
      ]),
    ),
  ),
  malformed(':status 101', 0, (s) => s.send(s.headers([[':status', '101']]), s.headers(), s.data(AB), s.trailers())),
  malformed('an informational answer and nothing else', 0, (s) => s.send(s.headers([[':status', '100']], true))),
  malformed('a content-length above what comes', 1, (s) =>
    s.send(s.headers([...GRPC_HEADERS, ['content-length', '100']]), s.data(AB), s.trailers()),
  ),
  malformed('a content-length below what comes', 0, (s) =>
    s.send(s.headers([...GRPC_HEADERS, ['content-length', '3']]), s.data(AB), s.trailers()),
  ),
];

function malformed(name: string, messages: number, script: Script): Misbehaviour {
  return {
    name,
    script,
    expect: reset('INTERNAL', 1, messages, /or because the peer broke the rules/),
    asked: 'a malformed answer (RFC 9113, 8.1.1)',
  };
}

/** Breaches that end the whole connection, and which node:http2 tells its sessions. */
export const BREACHES: readonly Misbehaviour[] = [
  {
    ...breach('a pushed stream', 1, (s) => frame(TYPE.push, FLAG.endHeaders, s.id, Buffer.of(0, 0, 0, 2, 0x88))),
    ours: true,
  },
  breach('HEADERS of a stream nobody opened', 1, () =>
    frame(TYPE.headers, FLAG.endHeaders, 2, headerBlock(GRPC_HEADERS)),
  ),
  breach('a WINDOW_UPDATE of 0', 1, () => frame(TYPE.windowUpdate, 0, 0, uint32(0))),
  breach('WINDOW_UPDATEs beyond 2 GiB - 1', 1, () => frame(TYPE.windowUpdate, 0, 0, uint32(0x7fff_ffff))),
  breach('SETTINGS with a frame size below the least', 1, () =>
    frame(TYPE.settings, 0, 0, Buffer.of(0, 5, 0, 0, 0, 1)),
  ),
  {
    ...breach('GOAWAY that takes back an earlier one', 1, (s) =>
      Buffer.concat([s.goaway(0, '', 1), s.goaway(0, '', 5)]),
    ),
    expect: { ...broke(1, /^HTTP\/2 failed: /), note: /GOAWAY/ },
  },
  breach('RST_STREAM of a stream nobody opened', 1, () => frame(TYPE.rst, 0, 77, uint32(8))),
  flood('5,000 PINGs at once', () =>
    Buffer.concat(Array.from({ length: 5000 }, () => frame(TYPE.ping, 0, 0, Buffer.alloc(8)))),
  ),
  flood('2,000 SETTINGS at once', () => Buffer.concat(Array.from({ length: 2000 }, () => frame(TYPE.settings, 0, 0)))),
  flood('5,000 empty DATA frames at once', (s) =>
    Buffer.concat(Array.from({ length: 5000 }, () => s.data(Buffer.alloc(0)))),
  ),
];

/** Breaches after which the session is given up in silence; our client finds out when it asks to write. */
export const GIVEN_UP: readonly Misbehaviour[] = [
  given('garbage in place of a frame', 1, () => Buffer.from('garbage, garbage, garbage')),
  given('a hundred zeros in place of a frame', 1, () => Buffer.alloc(100)),
  given('DATA on stream 0', 1, () => frame(TYPE.data, 0, 0, AB)),
  given('DATA of a stream nobody opened', 1, () => frame(TYPE.data, 0, 99, AB)),
  {
    ...given('a frame above the frame size we allow', 1, (s) => s.data(grpcMessage(Buffer.alloc(80_000)))),
    ours: true,
  },
  given('padding longer than its frame', 1, (s) => frame(TYPE.data, FLAG.padded, s.id, Buffer.of(200, 1, 2))),
  given('SETTINGS of three bytes', 1, () => frame(TYPE.settings, 0, 0, Buffer.of(0, 5, 0))),
  given('trailers HPACK cannot decode', 1, (s) =>
    frame(TYPE.headers, FLAG.endHeaders | FLAG.endStream, s.id, Buffer.alloc(6, 0xff)),
  ),
  {
    ...given('headers HPACK cannot decode', 0, () => Buffer.alloc(0)),
    script: (s) => s.send(frame(TYPE.headers, FLAG.endHeaders, s.id, Buffer.alloc(6, 0xff))),
  },
  {
    ...given('DATA before the headers', 0, () => Buffer.alloc(0)),
    script: (s) => s.send(s.data(AB), s.headers(), s.trailers()),
  },
  {
    ...given('HTTP/1 in place of an answer', 0, () => Buffer.alloc(0)),
    script: (s) => s.send(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')),
  },
];

function breach(name: string, messages: number, bytes: (stream: RawStream) => Buffer): Misbehaviour {
  return {
    name,
    script: (s) => s.send(s.headers(), s.data(AB), bytes(s), s.data(AB), s.trailers()),
    expect: broke(messages, /^HTTP\/2 failed: /),
    asked: 'the connection is ended (RFC 9113, 5.4.1)',
  };
}

function flood(name: string, bytes: (stream: RawStream) => Buffer): Misbehaviour {
  return { ...breach(name, 1, bytes), asked: 'the connection may be ended (RFC 9113, 10.5)', ours: true };
}

function given(name: string, messages: number, bytes: (stream: RawStream) => Buffer): Misbehaviour {
  return {
    ...breach(name, messages, bytes),
    expect: broke(messages, /no HTTP\/2 we can read/),
    call: { idleMs: SHORT_MS },
  };
}
