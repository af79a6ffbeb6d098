import type { Misbehaviour } from './row.ts';
import { AB, SHORT_MS } from './row.ts';

/** Answers that stop half-way, one for every stage; ours are ended by `--idle-timeout` or `--timeout`. */
export const SILENCES: readonly Misbehaviour[] = [
  silent('nothing after its SETTINGS', (s) => void s.id, 0),
  silent('half a HEADERS frame, then nothing', (s) => s.send(s.headers().subarray(0, 20)), 0),
  silent('headers, then nothing', (s) => s.send(s.headers()), 0),
  silent(
    'informational answers without end',
    (s) => {
      const more = setInterval(() => s.send(s.headers([[':status', '102']])), SHORT_MS / 10);
      s.socket.on('close', () => clearInterval(more));
    },
    0,
  ),
  silent('half a prefix, then nothing', (s) => s.send(s.headers(), s.data(AB), s.data(AB.subarray(0, 3))), 1),
  silent('half a message, then nothing', (s) => s.send(s.headers(), s.data(AB), s.data(AB.subarray(0, 6))), 1),
  silent('half a DATA frame, then nothing', (s) => s.send(s.headers(), s.data(AB), s.data(AB).subarray(0, 14)), 1),
  silent('all messages, and no trailers', (s) => s.send(s.headers(), s.data(AB)), 1),
  silent('half the trailers, then nothing', (s) => s.send(s.headers(), s.data(AB), s.trailers().subarray(0, -3)), 1),
];

function silent(name: string, script: Misbehaviour['script'], messages: number): Misbehaviour {
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
    },
    asked: 'DEADLINE_EXCEEDED at the deadline, if there is one',
    call: { idleMs: SHORT_MS },
  };
}
