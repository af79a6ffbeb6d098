import { describe, expect, it } from 'vitest';
import type { ConnectAttempt } from '../../../src/base/result.ts';
import { PollBudget } from '../../../src/run/focus/poll.ts';
import type { Answer } from '../../../src/run/focus/reply.ts';
import { notReady } from '../../../src/run/focus/reply.ts';
import { HandClock } from '../../support/hand-clock.ts';

const WAITING: Answer = { ready: false, failure: notReady('GET x', 'empty') };
const READY: Answer = { ready: true, json: { a: 1 } };

function budget(waitMs: number, random = 0.5, signal: AbortSignal = new AbortController().signal) {
  const clock = new HandClock(500);
  const told: [ConnectAttempt, number | null][] = [];
  const onAttempt = (attempt: ConnectAttempt, delayMs: number | null): unknown => told.push([attempt, delayMs]);
  return { clock, told, polls: new PollBudget(waitMs, { clock, random: () => random, signal, onAttempt }) };
}

const answers = (...list: Answer[]): (() => Promise<Answer>) => {
  let turn = 0;
  return async () => Promise.resolve(list[Math.min(turn++, list.length - 1)] as Answer);
};

describe('PollBudget', () => {
  it('asks every second until there is an answer, and tells each attempt', async () => {
    const { clock, told, polls } = budget(10_000);
    expect(await polls.poll(answers(WAITING, WAITING, READY))).toEqual({ a: 1 });
    expect(clock.slept).toEqual([1000, 1000]);
    expect(told.map(([, delayMs]) => delayMs)).toEqual([1000, 1000]);
    expect(polls.attempts[0]).toMatchObject({ cause: 'job-not-ready', delayMs: 1000, phases: { tcpMs: null } });
    expect(polls.startedAt).toBe(500);
  });

  it.each([
    [0, 800],
    [1, 1200],
  ])('spreads the second by 20 %% (%d)', async (random, delay) => {
    const { clock, polls } = budget(10_000, random);
    await polls.poll(answers(WAITING, READY));
    expect(clock.slept).toEqual([expect.closeTo(delay, 6)]);
  });

  it('gives up with the last failure when the next attempt would come too late', async () => {
    const { clock, told, polls } = budget(2500);
    await expect(polls.poll(answers(WAITING))).rejects.toMatchObject({ code: 'job-not-ready' });
    expect(clock.slept).toEqual([1000, 1000]);
    expect(told.at(-1)?.[1]).toBeNull();
    expect(polls.attempts.at(-1)).not.toHaveProperty('delayMs');
  });

  it('asks once without a budget', async () => {
    const { clock, polls } = budget(0);
    await expect(polls.poll(answers(WAITING, READY))).rejects.toMatchObject({ code: 'job-not-ready' });
    expect(clock.slept).toEqual([]);
  });

  it('has one budget for several questions', async () => {
    const { polls } = budget(2500);
    await polls.poll(answers(WAITING, WAITING, READY));
    await expect(polls.poll(answers(WAITING, READY))).rejects.toMatchObject({ code: 'job-not-ready' });
  });

  it('stops waiting when it is interrupted', async () => {
    const { polls } = budget(10_000, 0.5, AbortSignal.abort(new Error('stop')));
    await expect(polls.poll(answers(WAITING, READY))).rejects.toThrow('stop');
  });
});
