import { frame, grpcMessage, TYPE } from '../wire-frames.ts';
import type { RawStream } from '../wire-raw-peer.ts';
import type { Misbehaviour } from './row.ts';
import { AB, SHORT_MS } from './row.ts';

/** Answers that stop half-way, one for every stage; ours are ended by `--idle-timeout` or `--timeout`. */
export const SILENCES: readonly Misbehaviour[] = [
  silent('nothing after its SETTINGS', (s) => void s.id, 0),
  silent('half a HEADERS frame, then nothing', (s) => s.send(s.headers().subarray(0, 20)), 0),
  silent('headers, then nothing', (s) => s.send(s.headers()), 0),
  silent('informational answers without end', (s) => endless(s, s.headers([[':status', '102']])), 0),
  silent('headers, then PINGs without end', (s) => endless(s, frame(TYPE.ping, 0, 0, Buffer.alloc(8)), s.headers()), 0),
  silent('headers, then empty DATA without end', (s) => endless(s, s.data(Buffer.alloc(0)), s.headers()), 0),
  silent(
    'a message that trickles, a byte at a time',
    (s) => endless(s, s.data(Buffer.of(0)), s.headers(), s.data(grpcMessage('', 0, 100_000))),
    0,
  ),
  silent('half a prefix, then nothing', (s) => s.send(s.headers(), s.data(AB), s.data(AB.subarray(0, 3))), 1),
  silent('half a message, then nothing', (s) => s.send(s.headers(), s.data(AB), s.data(AB.subarray(0, 6))), 1),
  silent('half a DATA frame, then nothing', (s) => s.send(s.headers(), s.data(AB), s.data(AB).subarray(0, 14)), 1),
  silent('all messages, and no trailers', (s) => s.send(s.headers(), s.data(AB)), 1),
  silent(
    'a message and GOAWAY NO_ERROR, then nothing',
    (s) => s.send(s.headers(), s.data(AB), s.goaway(0)),
    1,
    /GOAWAY NO_ERROR/,
  ),
  silent('half the trailers, then nothing', (s) => s.send(s.headers(), s.data(AB), s.trailers().subarray(0, -3)), 1),
];

/** Sends `first`, and then the same bytes again and again while the connection stands. */
function endless(s: RawStream, again: Buffer, ...first: readonly Buffer[]): void {
  s.send(...first);
  const more = setInterval(() => s.send(again), SHORT_MS / 10);
  s.socket.on('close', () => clearInterval(more));
}

function silent(name: string, script: Misbehaviour['script'], messages: number, note?: RegExp): Misbehaviour {
  return {
    name,
    script,
    expect: {
      code: 'CANCELLED',
      ended: 'stalled',
      origin: 'client',
      reason: 'stalled',
      message: /^no message for /,
      messages,
      ...(note ? { note } : {}),
    },
    asked: 'DEADLINE_EXCEEDED at the deadline, if there is one',
    call: { idleMs: SHORT_MS },
  };
}
