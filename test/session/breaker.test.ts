import { describe, expect, it } from 'vitest';
import type { AttemptOutcome } from '../../src/session/breaker.ts';
import { CircuitBreaker } from '../../src/session/breaker.ts';
import { WoundClock } from '../support/wound-clock.ts';

function rig(threshold = 5, timeoutMs = 60_000) {
  const clock = new WoundClock();
  const breaker = new CircuitBreaker({ threshold, timeoutMs, clock });
  const go = (...outcomes: AttemptOutcome[]): void => {
    for (const outcome of outcomes) breaker.attempt()?.done(outcome);
  };
  return { clock, breaker, go };
}

const FIVE: AttemptOutcome[] = ['fault', 'fault', 'fault', 'fault', 'fault'];

describe('CircuitBreaker', () => {
  it('opens at the threshold of faults in a row, not before', () => {
    const { breaker, go } = rig();
    go(...FIVE.slice(1));
    expect(breaker.statistics()).toMatchObject({ state: 'closed', faults: 4, opened: 0, openedAt: null });
    go('fault');
    expect(breaker.statistics()).toMatchObject({ state: 'open', opened: 1, openedAt: 1_700_000_000_000 });
  });

  it('starts counting again after a success', () => {
    const { breaker, go } = rig();
    go('fault', 'fault', 'fault', 'fault', 'success', 'fault');
    expect(breaker.statistics()).toMatchObject({ state: 'closed', faults: 1 });
  });

  it('does not count our own mistakes, neither for nor against the server', () => {
    const { breaker, go } = rig();
    go('fault', 'fault', 'fault', 'fault', 'ours', 'ours', 'ours');
    expect(breaker.statistics()).toMatchObject({ state: 'closed', faults: 4 });
    go('fault');
    expect(breaker.state).toBe('open');
  });

  it('lets nobody through while it is open, and counts them', () => {
    const { breaker, go } = rig();
    go(...FIVE);
    expect(breaker.attempt()).toBeNull();
    expect(breaker.attempt()).toBeNull();
    expect(breaker.statistics().rejected).toBe(2);
  });

  it('is half open when its time has passed', async () => {
    const { breaker, clock, go } = rig();
    go(...FIVE);
    await clock.wind(59_999);
    expect(breaker.state).toBe('open');
    await clock.wind(1);
    expect(breaker.state).toBe('half_open');
  });

  it('half open, lets one through at a time', async () => {
    const { breaker, clock, go } = rig();
    go(...FIVE);
    await clock.wind(60_000);
    const trial = breaker.attempt();
    expect(trial).not.toBeNull();
    expect(breaker.attempt()).toBeNull();
    trial?.done('success');
    expect(breaker.attempt()).not.toBeNull();
  });

  it('closes after two successes, not after one', async () => {
    const { breaker, clock, go } = rig();
    go(...FIVE);
    await clock.wind(60_000);
    go('success');
    expect(breaker.statistics()).toMatchObject({ state: 'half_open', successes: 1 });
    go('success');
    expect(breaker.statistics()).toMatchObject({ state: 'closed', faults: 0, successes: 0, opened: 1 });
  });

  it('opens again at a fault, for its whole time', async () => {
    const { breaker, clock, go } = rig();
    go(...FIVE);
    await clock.wind(60_000);
    go('success', 'fault');
    expect(breaker.statistics()).toMatchObject({ state: 'open', opened: 2 });
    await clock.wind(59_999);
    expect(breaker.state).toBe('open');
    await clock.wind(1);
    expect(breaker.state).toBe('half_open');
  });

  it('half open, decides nothing by a mistake of ours and lets the next one try', async () => {
    const { breaker, clock, go } = rig();
    go(...FIVE);
    await clock.wind(60_000);
    go('ours');
    expect(breaker.state).toBe('half_open');
    go('success', 'ours', 'success');
    expect(breaker.state).toBe('closed');
  });

  it('does not listen to what began before it opened', async () => {
    const { breaker, clock, go } = rig();
    const slow = [breaker.attempt(), breaker.attempt()];
    go(...FIVE);
    slow[0]?.done('success');
    expect(breaker.state).toBe('open');
    await clock.wind(60_000);
    const trial = breaker.attempt();
    slow[1]?.done('fault');
    expect(breaker.state).toBe('half_open');
    expect(breaker.attempt()).toBeNull();
    trial?.done('success');
    trial?.done('success');
    expect(breaker.statistics().successes).toBe(1);
  });
});
