import { describe, expect, it } from 'vitest';
import { later, waited } from '../../src/session/wait.ts';
import { WoundClock } from '../support/wound-clock.ts';

describe('waited', () => {
  it('says that the time passed', async () => {
    const clock = new WoundClock();
    const wait = waited(clock, 100, new AbortController().signal);
    await clock.wind(100);
    expect(await wait).toBe(true);
  });

  it('says that it was called off, before or meanwhile', async () => {
    const clock = new WoundClock();
    const controller = new AbortController();
    const wait = waited(clock, 100, controller.signal);
    controller.abort();
    expect(await wait).toBe(false);
    expect(await waited(clock, 100, controller.signal)).toBe(false);
    expect(clock.sleepers).toBe(0);
  });
});

describe('later', () => {
  it('acts when the time has passed, and not when it was called off', async () => {
    const clock = new WoundClock();
    const controller = new AbortController();
    const done: string[] = [];
    void later(clock, 100, new AbortController().signal, () => done.push('a'));
    void later(clock, 100, controller.signal, () => done.push('b'));
    await clock.wind(99);
    controller.abort();
    expect(done).toEqual([]);
    await clock.wind(1);
    expect(done).toEqual(['a']);
  });
});
