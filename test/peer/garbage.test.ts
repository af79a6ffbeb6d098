import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIAL_CAUSES } from '../../src/base/failure.ts';
import { ConnectFailure } from '../../src/wire/dial-causes.ts';
import { inLanes } from '../support/lanes.ts';
import { certificate } from '../support/wire-certs.ts';
import { connectTo, exchange } from '../support/wire-client.ts';
import type { RawStream } from '../support/wire-raw-peer.ts';
import { grpcMessage, tcpPeer } from '../support/wire-raw-peer.ts';

const AB = grpcMessage('ab');
const BYTES = fc.uint8Array({ minLength: 1, maxLength: 200 });
const IDLE_MS = 500;

function samples<T>(arbitrary: fc.Arbitrary<T>, numRuns: number, seed: number): T[] {
  return fc.sample(arbitrary, { numRuns, seed });
}

describe('garbage', () => {
  it.each([
    ['plaintext', false],
    ['TLS', true],
  ])('before HTTP/2 fails the dial within its limit, with a cause and a hint (%s)', async (_, secure) => {
    const { cert } = await certificate();
    const causes = await inLanes(samples(BYTES, 12, 4), 12, async (bytes) => {
      const peer = await tcpPeer((socket) => socket.write(bytes));
      const failed: unknown = await connectTo(peer.port, {
        connectTimeoutMs: IDLE_MS,
        ...(secure ? { security: 'tls', tls: { ca: cert } } : {}),
      }).catch((thrown: unknown) => thrown);
      await peer.close();
      expect(failed).toBeInstanceOf(ConnectFailure);
      const { code, hint } = failed as ConnectFailure;
      expect(hint).not.toBeNull();
      return code;
    });
    expect(causes.filter((cause) => !(DIAL_CAUSES as readonly string[]).includes(cause))).toEqual([]);
  });

  it('after a message never ends as OK, and ends in time', async () => {
    const ends = await inLanes(samples(BYTES, 40, 5), 40, async (bytes) => {
      const { end } = await exchange((s) => s.send(s.headers(), s.data(AB), bytes), { call: { idleMs: IDLE_MS } });
      expect(end.messages).toBe(1);
      return `${end.reason} ${end.status.name}`;
    });
    expect(ends.filter((end) => !/^(?:broken UNAVAILABLE|broken INTERNAL|stalled CANCELLED)$/.test(end))).toEqual([]);
  });

  it('of one byte in an answer ends in time and in a legal status', async () => {
    const whole = (s: RawStream): Buffer =>
      Buffer.concat([s.headers(), s.data(Buffer.concat([AB, grpcMessage('c')])), s.trailers()]);
    const changes = fc.tuple(fc.nat(120), fc.integer({ min: 1, max: 255 }));
    const ends = await inLanes(samples(changes, 80, 6), 40, async ([at, change]) => {
      const { end } = await exchange(
        (s) => {
          const bytes = whole(s);
          const place = at % bytes.length;
          bytes[place] = (bytes[place] as number) ^ change;
          s.send(bytes);
        },
        { call: { idleMs: IDLE_MS } },
      );
      return end.status.code;
    });
    expect(ends.filter((code) => !Number.isInteger(code) || code < 0 || code > 16)).toEqual([]);
    expect(new Set(ends).size).toBeGreaterThan(2);
  });
});
