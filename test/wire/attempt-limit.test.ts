import { describe, expect, it } from 'vitest';
import { AttemptLimit } from '../../src/wire/attempt-limit.ts';

const late = { cause: 'tcp-timeout', message: 'too late' } as const;

describe('a limited step', () => {
  it('gives what it resolves or rejects with', async () => {
    const limit = new AttemptLimit(5000, undefined);
    const gaveUp: string[] = [];
    const giveUp = (): void => void gaveUp.push('x');
    expect(await limit.run((resolve) => (resolve(7), giveUp), late)).toBe(7);
    await expect(limit.run((_, reject) => (reject(new Error('no')), giveUp), late)).rejects.toThrow('no');
    expect(gaveUp).toEqual([]);
    expect(limit.leftMs).toBeLessThanOrEqual(5000);
    expect(limit.totalMs).toBe(5000);
  });

  it('is given up at the limit, and every later one at once', async () => {
    const limit = new AttemptLimit(20, undefined);
    let gaveUp = 0;
    const hang = (): (() => void) => () => void (gaveUp += 1);
    await expect(limit.run(hang, late)).rejects.toMatchObject({ why: 'tcp-timeout', message: 'too late' });
    await expect(limit.run(hang, late)).rejects.toMatchObject({ why: 'tcp-timeout' });
    expect(gaveUp).toBe(2);
  });

  it('has a fair share of what is left, under the same signal', async () => {
    const stop = new AbortController();
    const limit = new AttemptLimit(9000, stop.signal);
    expect(limit.share(3).totalMs).toBeLessThanOrEqual(3000);
    expect(limit.share(3).totalMs).toBeGreaterThan(1000);
    expect(new AttemptLimit(0, undefined).share(4).totalMs).toBe(1);
    const running = limit.share(2).run(() => () => undefined, late);
    stop.abort(new Error('stop'));
    await expect(running).rejects.toThrow('stop');
  });

  it('is given up at the signal, with its reason', async () => {
    const stop = new AbortController();
    const limit = new AttemptLimit(5000, stop.signal);
    let gaveUp = 0;
    const running = limit.run(() => () => void (gaveUp += 1), late);
    const reason = new Error('stop');
    stop.abort(reason);
    await expect(running).rejects.toBe(reason);
    expect(gaveUp).toBe(1);
    await expect(limit.run(() => () => void (gaveUp += 1), late)).rejects.toBe(reason);
    expect(gaveUp).toBe(1);
  });
});
