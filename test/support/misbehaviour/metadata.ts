import type { Pairs } from '../wire-frames.ts';
import { frame, GRPC_HEADERS, headerBlock, headerFrames, TYPE } from '../wire-frames.ts';
import type { Misbehaviour, Verdict } from './row.ts';
import { AB, broke, ending, OK, reset, SHORT_MS } from './row.ts';

/** RFC 7541, 6.2.1 and 6.1: a literal that is put into the table, and the name of the entry put there last. */
const WITH_INDEXING = 0x40;
const NEWEST_ENTRY = 0x80 | 62;
const STATUS = ['grpc-status', '0'] as const;
const EXHAUSTED = 'RESOURCE_EXHAUSTED, or OK';

function keys(count: number, size: number): Pairs {
  return Array.from({ length: count }, (_, i) => [`k${i}`, 'v'.repeat(size)] as const);
}

function tooLarge(messages: number): Verdict {
  const what = { code: 'RESOURCE_EXHAUSTED', ended: 'broken', origin: 'framing', messages } as const;
  return { ...what, reason: 'metadata-too-large', message: /CONTINUATION/ };
}

/** An entry of 4 KB put into HPACK's table, and named ten thousand times. */
function unfolding(stream: number): Buffer {
  const entry = headerBlock([['a', 'x'.repeat(4000)]]);
  entry[0] = WITH_INDEXING;
  const block = Buffer.concat([headerBlock(GRPC_HEADERS), entry, Buffer.alloc(10_000, NEWEST_ENTRY)]);
  return headerFrames(block, stream, false);
}

/** Metadata of sizes nobody expects. */
export const METADATA: readonly Misbehaviour[] = [
  {
    name: '60 KB in one header',
    script: (s) => s.send(s.headers([...GRPC_HEADERS, ['big', 'x'.repeat(60_000)]]), s.data(AB), s.trailers()),
    expect: OK,
    asked: EXHAUSTED,
  },
  { name: '60 KB in one trailer', script: ending([STATUS, ['big', 'x'.repeat(60_000)]]), expect: OK, asked: EXHAUSTED },
  { name: '200 trailers of 50 bytes', script: ending([...keys(200, 50), STATUS]), expect: OK, asked: EXHAUSTED },
  { name: '100 trailers of 1 KB', script: ending([...keys(100, 1000), STATUS]), expect: OK, asked: EXHAUSTED },
  { name: '200 trailers of 1 KB', script: ending([STATUS, ...keys(200, 1000)]), expect: tooLarge(1), asked: EXHAUSTED },
  {
    name: '5,000 trailers',
    script: ending([STATUS, ...keys(5000, 1)]),
    expect: reset('RESOURCE_EXHAUSTED', 11, 1, /or by us: metadata above 1 MiB or 4096 keys/),
    asked: EXHAUSTED,
  },
  {
    name: 'headers of 14 KB that unfold to 40 MB',
    script: (s) => s.send(unfolding(s.id), s.data(AB), s.trailers()),
    expect: reset('RESOURCE_EXHAUSTED', 11, 0, /or by us: metadata above 1 MiB or 4096 keys/),
    asked: 'RESOURCE_EXHAUSTED',
  },
  {
    name: '200 KB in one trailer',
    script: ending([STATUS, ['big', 'x'.repeat(200_000)]]),
    expect: broke(1, /no HTTP\/2 we can read .*metadata above 64 KiB in one value/),
    asked: EXHAUSTED,
    call: { idleMs: SHORT_MS },
  },
  {
    name: 'headers that never end',
    script: (s) => {
      const more = frame(TYPE.continuation, 0, s.id, headerBlock([['a', 'b']]));
      s.send(frame(TYPE.headers, 0, s.id, headerBlock(GRPC_HEADERS)), ...Array.from({ length: 50 }, () => more));
    },
    expect: tooLarge(0),
    asked: 'RESOURCE_EXHAUSTED',
  },
  {
    name: 'a trailer of bytes above ASCII',
    script: ending([STATUS, ['x', '\u00ff\u00fe']]),
    expect: OK,
    asked: 'nothing is said',
  },
];
