import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/wire/types.ts';
import { METADATA } from '../support/misbehaviour/metadata.ts';
import { CollectingSink, connectTo, exchange, MAX } from '../support/wire-client.ts';
import { frame, TYPE, uint32 } from '../support/wire-frames.ts';
import type { RawStream } from '../support/wire-raw-peer.ts';
import { GRPC_HEADERS, grpcMessage, rawPeer } from '../support/wire-raw-peer.ts';

const MIB = 1024 * 1024;
const GZIP_HEADER = Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);

/** gzip that inflates to so many MiB of zeros: blocks that each forget what came before can be repeated. */
function bomb(mebibytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(MIB), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([GZIP_HEADER, ...Array.from({ length: mebibytes }, () => block)]);
}

/** Most memory this process ever had, bytes, before and after. */
async function grown(work: () => Promise<unknown>): Promise<number> {
  const before = process.resourceUsage().maxRSS;
  await work();
  return (process.resourceUsage().maxRSS - before) * 1024;
}

describe('memory is bounded', () => {
  it('when a message inflates to a gigabyte', async () => {
    const bytes = grpcMessage(bomb(1024), 1);
    const script = (s: RawStream): void => {
      const frames: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += 16_000) frames.push(s.data(bytes.subarray(at, at + 16_000)));
      s.send(s.headers([...GRPC_HEADERS, ['grpc-encoding', 'gzip']]), ...frames, s.trailers());
    };
    // Once before it counts: what the first exchange needs anyway.
    await exchange((s) => s.send(s.headers(), s.trailers()));
    const growth = await grown(async () => {
      const { end, sink } = await exchange(script);
      expect(end.status).toMatchObject({ name: 'RESOURCE_EXHAUSTED', reason: 'message-too-large' });
      expect(sink.reserved).toBe(0);
    });
    expect(growth).toBeLessThan(100 * MIB);
  });

  it('when a message claims to be 4 GiB long', async () => {
    const growth = await grown(async () => {
      const { end } = await exchange((s) => s.send(s.headers(), s.data(grpcMessage('ab', 0, 0xffff_ffff))));
      expect(end.status.reason).toBe('message-too-large');
    });
    expect(growth).toBeLessThan(50 * MIB);
  });

  it('when headers unfold to 40 MB', async () => {
    const row = METADATA.find(({ name }) => name.includes('unfold'));
    const growth = await grown(async () => {
      const { end } = await exchange((s) => row?.script(s));
      expect(end.status.name).toBe('RESOURCE_EXHAUSTED');
    });
    expect(growth).toBeLessThan(30 * MIB);
  });

  it('when a peer goes on and on at a reader that is paused', async () => {
    const chunk = Buffer.alloc(16_000);
    const growth = await grown(async () => {
      const { end } = await exchange(
        (s) => {
          s.send(s.headers());
          // Flow control is for others.
          for (let sent = 0; sent < 256 * MIB; sent += chunk.length) {
            if (!s.socket.write(s.data(chunk)) && sent > 8 * MIB) return;
          }
        },
        { open: true, call: { timeoutMs: 2000 }, during: (call) => call.pause() },
      );
      expect(end.status.name).not.toBe('OK');
    });
    expect(growth).toBeLessThan(100 * MIB);
  });
});

/** Windows wide open, and a reader that stopped. */
function deaf(s: RawStream): void {
  const wide = uint32(0x7fff_0000);
  s.send(frame(TYPE.windowUpdate, 0, 0, wide), frame(TYPE.windowUpdate, 0, s.id, wide), s.headers());
  s.socket.pause();
}

/** Writes until nothing is taken any more; how many messages were, so far. */
function pump(call: Call, size: number): { readonly written: () => number; readonly over: Promise<void> } {
  const message = Buffer.alloc(size);
  let written = 0;
  const over = (async () => {
    for (; written < 1000; written += 1) await call.write(message);
  })();
  return { written: () => written, over };
}

describe('a peer that stops reading its socket', () => {
  it.each([
    ['at the deadline', { timeoutMs: 1000 }, 'deadline', 'DEADLINE_EXCEEDED'],
    ['when it is silent too', { idleMs: 1000 }, 'stalled', 'CANCELLED'],
  ])('is left %s; until then the writer waits, and holds little', async (_, options, reason, code) => {
    const peer = await rawPeer(deaf);
    const connection = await connectTo(peer.port);
    const before = process.memoryUsage().arrayBuffers;
    const call = connection.open({ method: '/t.T/M', maxMessageSize: MAX, ...options }, new CollectingSink());
    const { written, over } = pump(call, MIB);
    await expect.poll(() => written() > 0).toBe(true);
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)), 20);
    const end = await call.done;
    clearInterval(watch);
    expect(end).toMatchObject({ reason, status: { name: code, origin: 'client' } });
    expect(written()).toBeLessThan(100);
    expect(most).toBeLessThan(32 * MIB);
    await over;
    await connection.close();
    await peer.close();
  });

  it('does not keep us from closing the connection', async () => {
    const peer = await rawPeer(deaf);
    const connection = await connectTo(peer.port);
    const call = connection.open({ method: '/t.T/M', maxMessageSize: MAX }, new CollectingSink());
    const { written, over } = pump(call, MIB);
    await expect.poll(() => written() > 0).toBe(true);
    await connection.close();
    expect((await call.done).reason).toBe('cancelled');
    await over;
    await peer.close();
  });
});
