import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock.ts';
import { usage } from '../../../src/base/failure.ts';
import { PingPong } from '../../../src/run/call/ping-pong.ts';
import type { Requests } from '../../../src/run/call/requests.ts';
import { Sender } from '../../../src/run/call/sender.ts';
import type { SendOptions } from '../../../src/run/call/sender.ts';
import type { Call, CallEnd } from '../../../src/wire/types.ts';

/** A call that writes down what happens to it. */
function fakeCall(write: (message: Uint8Array) => Promise<void> = () => Promise.resolve()) {
  const log: string[] = [];
  const call: Call = {
    write: (message) => {
      log.push(`write ${message[0]}`);
      return write(message);
    },
    end: () => void log.push('end'),
    cancel: () => void log.push('cancel'),
    pause: () => {},
    resume: () => {},
    done: new Promise<CallEnd>(() => {}),
  };
  return { call, log };
}

function requests(...values: (number | Error)[]): Requests {
  return {
    async *messages() {
      for (const value of values) {
        if (typeof value !== 'number') throw value;
        yield await Promise.resolve(Uint8Array.of(value));
      }
    },
  };
}

function sender(more: Partial<SendOptions> = {}): Sender {
  return new Sender({ intervalMs: null, forMs: null, pingPong: null, clock: systemClock, onFirst: () => {}, ...more });
}

describe('Sender', () => {
  it('sends everything in order, then half-closes', async () => {
    const { call, log } = fakeCall();
    let firsts = 0;
    const sending = sender({ onFirst: () => (firsts += 1) });
    await sending.send(call, requests(1, 2, 3));
    expect(log).toEqual(['write 1', 'write 2', 'write 3', 'end']);
    expect(sending).toMatchObject({ messages: 3, bytes: 3, failure: null });
    expect(firsts).toBe(1);
  });

  it('takes the next message only when the transport takes more', async () => {
    let open = (): void => {};
    const { call, log } = fakeCall(() => new Promise((resolve) => (open = resolve)));
    const done = sender().send(call, requests(1, 2));
    await new Promise(setImmediate);
    expect(log).toEqual(['write 1']);
    open();
    await new Promise(setImmediate);
    expect(log).toEqual(['write 1', 'write 2']);
    open();
    await done;
  });

  it('waits for the reply to each message where it plays ping-pong', async () => {
    const pingPong = new PingPong();
    const { call, log } = fakeCall();
    const done = sender({ pingPong }).send(call, requests(1, 2));
    await new Promise(setImmediate);
    expect(log).toEqual(['write 1']);
    pingPong.arrived(systemClock.now());
    await new Promise(setImmediate);
    expect(log).toEqual(['write 1', 'write 2']);
    pingPong.arrived(systemClock.now());
    await done;
    expect(log.at(-1)).toBe('end');
  });

  it('spaces messages by the interval, without making up for lost time', async () => {
    const slept: number[] = [];
    let now = 0;
    const clock = {
      now: () => now,
      epoch: () => now,
      sleep: (ms: number) => {
        slept.push(ms);
        now += ms;
        return Promise.resolve();
      },
    };
    let writes = 0;
    const { call } = fakeCall(() => {
      writes += 1;
      now += writes === 2 ? 250 : 10;
      return Promise.resolve();
    });
    await sender({ clock, intervalMs: 100 }).send(call, requests(1, 2, 3, 4));
    // After the second write, 150 ms late, the third goes out at once and the fourth a whole interval later.
    expect(slept).toEqual([90, 90]);
  });

  it('stops on demand, half-closing, also while it waits for data', async () => {
    const { call, log } = fakeCall();
    const sending = sender();
    const silent: Requests = {
      async *messages(signal) {
        yield Uint8Array.of(1);
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('gone'))));
      },
    };
    const done = sending.send(call, silent);
    await new Promise(setImmediate);
    sending.stop();
    await done;
    expect(log).toEqual(['write 1', 'end']);
    expect(sending.failure).toBeNull();
  });

  it('stops by itself after a time', async () => {
    const { call, log } = fakeCall();
    const endless: Requests = {
      async *messages() {
        for (;;) yield await Promise.resolve(Uint8Array.of(1));
      },
    };
    await sender({ forMs: 30, intervalMs: 5 }).send(call, endless);
    expect(log.at(-1)).toBe('end');
    expect(log.length).toBeGreaterThan(1);
  });

  it('cancels the call and keeps why when the data is not right', async () => {
    const { call, log } = fakeCall();
    const sending = sender();
    await sending.send(call, requests(1, usage('message 1 does not fit'), 2));
    expect(log).toEqual(['write 1', 'cancel', 'end']);
    expect(sending.failure).toMatchObject({ code: 'usage', message: 'message 1 does not fit' });
  });
});
