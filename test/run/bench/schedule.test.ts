import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock.ts';
import { keepSchedule } from '../../../src/run/bench/schedule.ts';
import { HandClock } from '../../support/hand-clock.ts';

const every = (ms: number, count: number): { afterMs: number }[] =>
  Array.from({ length: count }, (_, n) => ({ afterMs: n * ms }));

const open = new AbortController().signal;

describe('keepSchedule', () => {
  it('begins each at its planned instant, in order', async () => {
    const clock = new HandClock(1000);
    const begun: number[][] = [];
    await keepSchedule(every(50, 4), 1000, clock, { signal: open }, (_, plannedAt, place) => {
      begun.push([place, plannedAt, clock.now()]);
      return Promise.resolve();
    });
    expect(begun).toEqual([
      [0, 1000, 1000],
      [1, 1050, 1050],
      [2, 1100, 1100],
      [3, 1150, 1150],
    ]);
  });

  it('waits for none that has begun, and for all in the end', async () => {
    const clock = new HandClock();
    const releases: (() => void)[] = [];
    let over = false;
    const kept = keepSchedule(
      every(10, 3),
      0,
      clock,
      { signal: open },
      () => new Promise((done) => releases.push(done)),
    );
    void kept.then(() => (over = true));
    await expect.poll(() => releases.length).toBe(3);
    expect(over).toBe(false);
    for (const release of releases) release();
    await kept;
    expect(over).toBe(true);
  });

  it('makes up for lost time without moving the plan', async () => {
    const clock = new HandClock();
    const seen: number[][] = [];
    await keepSchedule(every(10, 4), 0, clock, { signal: open }, (_, plannedAt) => {
      seen.push([plannedAt, clock.now()]);
      if (plannedAt === 0) clock.advance(25);
      return Promise.resolve();
    });
    expect(seen).toEqual([
      [0, 0],
      [10, 25],
      [20, 25],
      [30, 30],
    ]);
  });

  it('throws what one of them threw, and begins the others all the same', async () => {
    const begun: number[] = [];
    const kept = keepSchedule(every(1, 3), 0, new HandClock(), { signal: open }, (_, at) => {
      begun.push(at);
      return at === 0 ? Promise.reject(new Error('no luck')) : Promise.resolve();
    });
    await expect(kept).rejects.toThrow('no luck');
    expect(begun).toEqual([0, 1, 2]);
  });

  it('stops when nobody wants more of them', async () => {
    const begun: number[] = [];
    const enough = (): boolean => begun.length === 2;
    await keepSchedule(every(1, 9), 0, new HandClock(), { signal: open, enough }, (_, at) => {
      begun.push(at);
      return Promise.resolve();
    });
    expect(begun).toEqual([0, 1]);
  });

  it('stops in the middle of a wait when interrupted', async () => {
    const interrupt = new AbortController();
    const begun: number[] = [];
    const planned = [{ afterMs: 0 }, { afterMs: 3_600_000 }];
    await keepSchedule(planned, systemClock.now(), systemClock, { signal: interrupt.signal }, (_, at) => {
      begun.push(at);
      setImmediate(() => interrupt.abort('SIGINT'));
      return Promise.resolve();
    });
    expect(begun).toHaveLength(1);
  });
});
