import { gzipSync } from 'node:zlib';
import { GRPC_HEADERS, grpcMessage } from '../wire-frames.ts';
import type { Misbehaviour, Verdict } from './row.ts';
import { AB, answering, framing, GZIPPED, gzipped, withHeaders } from './row.ts';

const INTERNAL = 'INTERNAL';
const EXHAUSTED = 'RESOURCE_EXHAUSTED';
const GONE = [
  ['grpc-status', '14'],
  ['grpc-message', 'gone'],
] as const;

function tooLarge(messages: number, message: RegExp): Verdict {
  return { code: EXHAUSTED, ended: 'broken', origin: 'framing', reason: 'message-too-large', messages, message };
}

/** Length-prefixed messages that are none. */
export const FRAMING: readonly Misbehaviour[] = [
  {
    name: 'a truncated last message followed by OK',
    script: answering(AB, AB.subarray(0, 6)),
    expect: framing('truncated-message', 1, /message 1 promised 2 bytes, 1 came/),
    asked: INTERNAL,
  },
  {
    name: 'a prefix cut short, followed by OK',
    script: answering(AB, AB.subarray(0, 3)),
    expect: framing('truncated-message', 1, /inside its prefix, after 3 of 5 bytes/),
    asked: INTERNAL,
  },
  {
    name: 'a length longer than the data, followed by OK',
    script: answering(grpcMessage('ab', 0, 50)),
    expect: framing('truncated-message', 0, /promised 50 bytes, 2 came/),
    asked: INTERNAL,
  },
  {
    name: 'a length of 4 GiB - 1',
    script: answering(AB, grpcMessage('ab', 0, 0xffff_ffff)),
    expect: tooLarge(1, /4294967295 bytes.*--max-message-size/),
    asked: EXHAUSTED,
  },
  {
    name: 'a compressed length of 4 GiB - 1',
    script: withHeaders([...GRPC_HEADERS, ['grpc-encoding', 'gzip']], grpcMessage('ab', 1, 0xffff_ffff)),
    expect: tooLarge(0, /4294967295 bytes/),
    asked: EXHAUSTED,
  },
  {
    name: 'a message one byte above the limit',
    script: answering(AB, grpcMessage('', 0, 4 * 1024 * 1024 + 1)),
    expect: tooLarge(1, /4194305 bytes.*--max-message-size/),
    asked: EXHAUSTED,
  },
  {
    name: 'compressed-flag 2',
    script: answering(AB, grpcMessage('ab', 2)),
    expect: framing('bad-frame-flag', 1, /compressed-flag 2/),
    asked: INTERNAL,
  },
  {
    name: 'compressed-flag 1 without grpc-encoding',
    script: answering(grpcMessage(gzipSync('ab'), 1)),
    expect: framing('bad-encoding', 0, /no grpc-encoding/),
    asked: INTERNAL,
  },
  {
    name: 'compressed-flag 1 with an unknown grpc-encoding',
    script: withHeaders([...GRPC_HEADERS, ['grpc-encoding', 'foo']], grpcMessage('ab', 1)),
    expect: framing('bad-encoding', 0, /"foo"/),
    asked: INTERNAL,
  },
  {
    name: 'compressed-flag 1 with grpc-encoding identity',
    script: withHeaders([...GRPC_HEADERS, ['grpc-encoding', 'identity']], grpcMessage('ab', 1)),
    expect: framing('bad-encoding', 0),
    asked: INTERNAL,
  },
  {
    name: 'garbage where gzip should be',
    script: gzipped(Buffer.from('garbage')),
    expect: framing('bad-encoding', 0),
    asked: INTERNAL,
  },
  {
    name: 'gzip without its end',
    script: gzipped(GZIPPED.subarray(0, -4)),
    expect: framing('bad-encoding', 0),
    asked: INTERNAL,
  },
  {
    name: 'gzip with a wrong checksum',
    script: gzipped(Buffer.concat([GZIPPED.subarray(0, -8), Buffer.alloc(4), GZIPPED.subarray(-4)])),
    expect: framing('bad-encoding', 0),
    asked: INTERNAL,
  },
  {
    name: 'nothing where gzip should be',
    script: gzipped(Buffer.alloc(0)),
    expect: framing('bad-encoding', 0),
    asked: 'INTERNAL, or an empty message',
    ours: true,
  },
  {
    name: 'gzip that inflates beyond the limit',
    script: gzipped(gzipSync(Buffer.alloc(5 << 20))),
    expect: tooLarge(0, /--max-message-size/),
    asked: EXHAUSTED,
  },
  {
    name: 'a truncated message with an error status',
    script: (s) => s.send(s.headers(), s.data(AB.subarray(0, 6)), s.trailers(GONE)),
    expect: {
      code: 'UNAVAILABLE',
      ended: 'status',
      origin: 'server',
      message: /^gone$/,
      messages: 0,
      note: /truncated/,
    },
    asked: 'the status that was sent',
  },
  {
    name: 'a bad compressed-flag with an error status',
    script: (s) => s.send(s.headers(), s.data(grpcMessage('a', 9)), s.trailers(GONE)),
    expect: { ...framing('bad-frame-flag', 0), note: /own status was UNAVAILABLE: gone/ },
    asked: INTERNAL,
  },
];
