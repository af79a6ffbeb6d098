import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/wire/types.ts';
import type { Request } from '../support/http2-peer.ts';
import { answer, http2Peer } from '../support/http2-peer.ts';
import { CollectingSink, connectTo, exchange, MAX } from '../support/wire-client.ts';
import { grpcMessage } from '../support/wire-raw-peer.ts';

const CALL = { method: '/t.T/M', maxMessageSize: MAX };
const MESSAGE = 100_000;

/** Resolves when a number has stood still for a while. */
async function still(value: () => number): Promise<number> {
  for (let last = -1; ;) {
    const now = value();
    if (now === last) return now;
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

describe('a peer that does not read', () => {
  it('holds up the writer, who then holds a few messages and not all, until it reads again', async () => {
    const requests: Request[] = [];
    const peer = await http2Peer((request) => {
      requests.push(request);
      request.stream.pause();
      void request.body.then(() => answer(request.stream, []));
    });
    const connection = await connectTo(peer.port);
    const call = connection.open(CALL, new CollectingSink());
    let written = 0;
    const before = process.memoryUsage().arrayBuffers;
    const pumped = (async () => {
      for (; written < 200; written += 1) await call.write(Buffer.alloc(MESSAGE));
      call.end();
    })();
    const stuck = await still(() => written);
    expect(stuck).toBeLessThan(5);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * MESSAGE);
    requests[0]?.stream.resume();
    await pumped;
    expect((await call.done).status.name).toBe('OK');
    expect((await requests[0]?.body)?.length).toBe(200 * (MESSAGE + 5));
    await connection.close();
    await peer.close();
  });

  it.each([
    ['the deadline', { timeoutMs: 60 }, 'deadline'],
    ['silence', { idleMs: 60 }, 'stalled'],
  ])('is left at %s, and the writer goes on', async (_, options, reason) => {
    const pumps: Promise<void>[] = [];
    const { end } = await exchange(() => undefined, {
      open: true,
      call: options,
      during: (call) => {
        const pump = async (): Promise<void> => {
          for (let i = 0; i < 20; i += 1) await call.write(Buffer.alloc(MESSAGE));
        };
        pumps.push(pump());
      },
    });
    expect(end.reason).toBe(reason);
    await Promise.all(pumps);
  });
});

describe('metadata', () => {
  it('of more than 64 KiB is sent: it is the peer who says what is too much', async () => {
    const seen: unknown[] = [];
    const peer = await http2Peer((request) => {
      seen.push(request.headers['x-long'], request.headers['x-blank']);
      void request.body.then(() => answer(request.stream, []));
    });
    const connection = await connectTo(peer.port);
    const long = 'v'.repeat(70_000);
    const metadata = [
      ['x-long', long],
      ['x-blank', ' b '],
    ] as const;
    const call = connection.open({ ...CALL, metadata }, new CollectingSink());
    call.end();
    expect((await call.done).status.name).toBe('OK');
    expect(seen).toEqual([long, 'b']);
    await connection.close();
    await peer.close();
  });
});

describe('a call cancelled', () => {
  it.each([
    ['before anything was sent', () => undefined],
    ['behind its request', (call: Call) => void call.write(Buffer.from('a'))],
    [
      'behind its half-close',
      (call: Call) => {
        void call.write(Buffer.from('a'));
        call.end();
      },
    ],
  ])('%s is CANCELLED, and its connection lives on', async (_, begin) => {
    const peer = await http2Peer((request) => {
      void request.body.then(() => answer(request.stream, [grpcMessage('late')]));
    });
    const connection = await connectTo(peer.port);
    const sink = new CollectingSink();
    const call = connection.open(CALL, sink);
    begin(call);
    call.cancel();
    expect(await call.done).toMatchObject({ reason: 'cancelled', messages: 0, status: { name: 'CANCELLED' } });
    expect(sink.messages).toEqual([]);
    const next = connection.open(CALL, new CollectingSink());
    next.end();
    expect((await next.done).status.name).toBe('OK');
    await connection.close();
    await peer.close();
  });
});

describe('calls above the number of streams the peer allows', () => {
  it('wait their turn, and can be left while they wait', async () => {
    const requests: Request[] = [];
    const peer = await http2Peer((request) => void requests.push(request), { maxConcurrentStreams: 1 });
    const connection = await connectTo(peer.port);
    const open = (more = {}): Call => {
      const call = connection.open({ ...CALL, ...more }, new CollectingSink());
      call.end();
      return call;
    };
    const first = open();
    const second = open();
    const late = open({ timeoutMs: 30 });
    const left = open();
    left.cancel();
    expect(await left.done).toMatchObject({ reason: 'cancelled', headersAt: null });
    expect(await late.done).toMatchObject({ reason: 'deadline', status: { name: 'DEADLINE_EXCEEDED' } });
    await expect.poll(() => requests.length).toBe(1);
    answer((requests[0] as Request).stream, []);
    expect((await first.done).status.name).toBe('OK');
    await expect.poll(() => requests.length).toBe(2);
    answer((requests[1] as Request).stream, []);
    expect((await second.done).status.name).toBe('OK');
    await connection.close();
    await peer.close();
  });
});
