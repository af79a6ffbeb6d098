import { describe, expect, it } from 'vitest';
import { clientLimited, startProcessUse } from '../../src/measure/process-use.ts';

describe('startProcessUse', () => {
  it('counts the CPU time and the busy time since it was started', () => {
    const use = startProcessUse();
    const until = performance.now() + 20;
    let turns = 0;
    while (performance.now() < until) turns += 1;
    const { wallMs, cpuMs, loopBusy } = use.sofar();
    expect(turns).toBeGreaterThan(0);
    expect(wallMs).toBeGreaterThanOrEqual(20);
    expect(cpuMs).toBeGreaterThan(0);
    expect(loopBusy).toBeGreaterThanOrEqual(0);
    expect(loopBusy).toBeLessThanOrEqual(1);
  });

  it('knows the CPU of a thread only where Node tells it', () => {
    expect(startProcessUse('thread', undefined).sofar().cpuMs).toBe(
      'threadCpuUsage' in process ? expect.any(Number) : null,
    );
    const cpuOf = (since?: { user: number; system: number }): { user: number; system: number } =>
      since ? { user: 2000, system: 500 } : { user: 0, system: 0 };
    expect(startProcessUse('thread', cpuOf).sofar().cpuMs).toBe(2.5);
  });
});

describe('clientLimited', () => {
  it('blames us only where our loop was hardly ever idle', () => {
    expect(clientLimited({ loopBusy: 0.9 })).toBeNull();
    expect(clientLimited({ loopBusy: 0.97 })).toMatch(/^client-limited: .*busy 97 %/);
  });
});
