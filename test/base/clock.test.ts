import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';

describe('systemClock', () => {
  it('never runs backwards', () => {
    const stamps = Array.from({ length: 1000 }, () => systemClock.now());
    expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
  });

  it('tells the wall clock in milliseconds since 1970', () => {
    expect(systemClock.epoch()).toBeGreaterThan(Date.UTC(2026, 0));
  });

  it('sleeps at least as long as it was asked to, timer rounding aside', async () => {
    const before = systemClock.now();
    await systemClock.sleep(20);
    expect(systemClock.now() - before).toBeGreaterThanOrEqual(18);
  });

  it('wakes with the reason of the signal', async () => {
    const controller = new AbortController();
    const slept = systemClock.sleep(60_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(slept).rejects.toThrow('enough');
    await expect(systemClock.sleep(1, controller.signal)).rejects.toThrow('enough');
  });
});
