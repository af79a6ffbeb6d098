import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { approach, noProgress, timed } from '../../src/wire/approach.ts';
import { AttemptLimit } from '../../src/wire/attempt-limit.ts';
import { placeOfAddress } from '../../src/wire/places.ts';
import { parseTarget } from '../../src/wire/target.ts';
import { HandClock } from '../support/hand-clock.ts';
import { rawPeer, tcpPeer } from '../support/wire-raw-peer.ts';

function options(port: number) {
  const windows = { windowSize: 1 << 20, connectionWindow: 1 << 20 };
  return { target: parseTarget(`127.0.0.1:${port}`), tls: {}, context: null, clock: systemClock, ...windows };
}

describe('one address', () => {
  it('is approached phase by phase, each noted', async () => {
    const peer = await rawPeer(() => undefined);
    const progress = noProgress();
    const place = placeOfAddress('127.0.0.1', peer.port);
    const { session, socket, raw, tls, peerAddress } = await approach(
      place,
      options(peer.port),
      new AttemptLimit(5000, undefined),
      progress,
    );
    expect(peerAddress).toBe(place.text);
    expect([socket === raw, tls, progress.failed]).toEqual([true, null, null]);
    expect(progress.phases).toMatchObject({ dnsMs: null, tlsMs: null, http2Ms: expect.any(Number) as number });
    session.destroy();
    raw.destroy();
    await peer.close();
  });

  it('that fails leaves no socket behind, and says in which phase', async () => {
    let open = 0;
    const peer = await tcpPeer((socket) => {
      open += 1;
      socket.resume().on('close', () => (open -= 1));
      socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    const progress = noProgress();
    const failed = approach(
      placeOfAddress('127.0.0.1', peer.port),
      options(peer.port),
      new AttemptLimit(5000, undefined),
      progress,
    );
    await expect(failed).rejects.toMatchObject({ why: 'peer-is-http1' });
    expect(progress.failed?.phase).toBe('http2');
    await expect.poll(() => open).toBe(0);
    await peer.close();
  });
});

describe('a phase', () => {
  it('is timed when it comes about, and when it fails', async () => {
    const clock = new HandClock();
    const progress = noProgress();
    await timed(clock, progress, 'tcp', () => Promise.resolve(clock.advance(7)));
    const failing = timed(clock, progress, 'tls', () => {
      clock.advance(9);
      return Promise.reject(new Error('no'));
    });
    await expect(failing).rejects.toThrow('no');
    expect(progress).toMatchObject({ phases: { tcpMs: 7, tlsMs: null }, failed: { phase: 'tls', ms: 9 } });
  });
});
