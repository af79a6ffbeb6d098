import { describe, expect, it } from 'vitest';
import { noCall } from '../../src/session/call.ts';
import { Connection, noCounts } from '../../src/session/connection.ts';
import { SHUTDOWN } from '../../src/session/end.ts';
import { readMessages } from '../../src/session/input.ts';
import { WoundClock, settled } from '../support/wound-clock.ts';

const MODES = ['anext', 'async_for'] as const;

function rig(
  streamingMode: (typeof MODES)[number],
  more: { connectionTimeout?: number; yieldEventLoop?: boolean } = {},
) {
  const clock = new WoundClock();
  const connection = new Connection<string>('a', noCall(), { queueSize: 5, totals: noCounts(), clock });
  const got: string[] = [];
  const handle = (message: string): Promise<void> => {
    got.push(message);
    return Promise.resolve();
  };
  const config = { streamingMode, connectionTimeout: null, yieldEventLoop: false, ...more };
  const read = (messages: AsyncIterator<string>) => readMessages(connection, messages, { config, clock, handle });
  return { clock, connection, got, read };
}

/** Gives messages when it is told to. */
function source() {
  const waiting: ((result: IteratorResult<string>) => void)[] = [];
  let asked = 0;
  const messages: AsyncIterator<string> = {
    next: () => {
      asked += 1;
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
  return {
    messages,
    asked: () => asked,
    give: (value: string) => waiting.shift()?.({ done: false, value }),
    end: () => waiting.shift()?.({ done: true, value: undefined }),
  };
}

describe.each(MODES)('readMessages with %s', (mode) => {
  it('hands over every message in order and ends with the stream', async () => {
    const { connection, got, read } = rig(mode);
    const { messages, give, end } = source();
    const done = read(messages);
    for (const text of ['1', '2', '3']) {
      give(text);
      await settled();
    }
    end();
    await done;
    expect(got).toEqual(['1', '2', '3']);
    expect(connection.counts.messages).toBe(3);
    expect(connection.isBusy).toBe(false);
  });

  it('throws what reading throws', async () => {
    const { read } = rig(mode);
    await expect(read({ next: () => Promise.reject(new Error('torn')) })).rejects.toThrow('torn');
  });

  it('hands over nothing once the connection is over', async () => {
    const { connection, got, read } = rig(mode);
    const { messages, give } = source();
    const done = read(messages);
    await settled();
    connection.end(SHUTDOWN);
    give('late');
    await done;
    expect(got).toEqual([]);
  });

  it.each([true, false])('lets the loop turn after each message: %s', async (yieldEventLoop) => {
    const { got, read } = rig(mode, { yieldEventLoop });
    async function* many(): AsyncGenerator<string> {
      for (let i = 0; i < 100; i += 1) yield String(i);
    }
    let seen = -1;
    setImmediate(() => (seen = got.length));
    await read(many());
    await settled();
    expect(seen === 100).toBe(!yieldEventLoop);
  });
});

describe('connectionTimeout', () => {
  it('is counted, ends nothing, and the read that is pending is not asked for twice', async () => {
    const { clock, connection, got, read } = rig('anext', { connectionTimeout: 2 });
    const { messages, asked, give, end } = source();
    const done = read(messages);
    await clock.wind(7000);
    expect([connection.counts.readTimeouts, asked()]).toEqual([3, 1]);
    give('1');
    await settled();
    await clock.wind(1000);
    end();
    await done;
    expect(got).toEqual(['1']);
    expect([connection.counts.readTimeouts, clock.sleepers]).toEqual([3, 0]);
  });

  it('is no wait that outlives the connection', async () => {
    const { clock, connection, read } = rig('anext', { connectionTimeout: 2 });
    const done = read(source().messages);
    await settled();
    connection.end(SHUTDOWN);
    await done;
    expect(clock.sleepers).toBe(0);
  });
});
