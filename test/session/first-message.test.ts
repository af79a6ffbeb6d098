import { describe, expect, it } from 'vitest';
import { noCall } from '../../src/session/call.ts';
import { firstMessage } from '../../src/session/first-message.ts';
import { WoundClock } from '../support/wound-clock.ts';

const ON = { pingStrategy: 'interval', pingTimeout: 3 } as const;

async function* one(): AsyncGenerator<string, void, void> {
  await Promise.resolve();
  yield 'hello';
}

const never: AsyncIterator<string> = { next: () => new Promise(() => {}) };

describe('firstMessage', () => {
  it('is the first there is, and leaves no wait behind', async () => {
    const clock = new WoundClock();
    expect(await firstMessage(one(), noCall(), ON, clock)).toBe('hello');
    expect(clock.sleepers).toBe(0);
  });

  it('throws when there is none in time, and waits on when pings are disabled', async () => {
    const clock = new WoundClock();
    const late = expect(firstMessage(never, noCall(), ON, clock)).rejects.toThrow('no message for 3 s');
    const { signal } = new AbortController();
    void firstMessage(never, noCall(signal), { ...ON, pingStrategy: 'disabled' }, clock);
    await clock.wind(3000);
    await late;
    expect(clock.sleepers).toBe(0);
  });

  it('throws when the stream ends or the call is over before', async () => {
    const clock = new WoundClock();
    const ended = { next: () => Promise.resolve({ done: true as const, value: undefined }) };
    await expect(firstMessage(ended, noCall(), ON, clock)).rejects.toThrow('ended before a first message');
    const controller = new AbortController();
    const gone = expect(firstMessage(never, noCall(controller.signal), ON, clock)).rejects.toThrow('without closing');
    controller.abort();
    await gone;
    expect(clock.sleepers).toBe(0);
  });
});
