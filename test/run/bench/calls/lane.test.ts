import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { createLoopMonitor } from '../../../../src/measure/overhead.ts';
import { Caller, Successors, openLane } from '../../../../src/run/bench/calls/lane.ts';
import type { LaneOutcome } from '../../../../src/run/bench/calls/lane-book.ts';
import { openArrivals } from '../../../../src/run/bench/calls/arrivals.ts';
import type { LanesPlan } from '../../../../src/run/bench/calls/plan.ts';
import { Places } from '../../../../src/run/bench/places.ts';
import { callStatus } from '../../../../src/base/status.ts';
import type { Call, CallEnd, Connection, MessageSink } from '../../../../src/wire/types.ts';
import { unmade } from '../../../../src/run/bench/calls/lane.ts';
import { callDraft } from '../../../support/call.ts';
import { testHost } from '../../../support/plan.ts';

/** A connection whose calls end as `answer` says, `ms` after they began. */
function connectionOf(answer: (n: number) => Partial<CallEnd>, ms = 0) {
  const opened: { cancelled: boolean }[] = [];
  const open = (_: unknown, sink: MessageSink): Call => {
    const n = opened.length;
    const state = { cancelled: false };
    opened.push(state);
    const sentAt = performance.now();
    const ended = async (): Promise<CallEnd> => {
      await sleep(ms);
      const now = performance.now();
      const more = answer(n);
      const base = { ...unmade(now), status: callStatus(0, '', 'server'), reason: 'status' as const };
      const end: CallEnd = { ...base, sentAt, endedAt: now, messages: 1, ...more };
      if (state.cancelled) return { ...end, reason: 'cancelled' };
      if (end.reason === 'status' && end.status.code === 0) {
        sink.reserve(0);
        sink.message(0, now);
      }
      return end;
    };
    return {
      write: () => Promise.resolve(),
      end: () => {},
      cancel: () => void (state.cancelled = true),
      pause: () => {},
      resume: () => {},
      done: ended(),
    };
  };
  const connection = { open, isOpen: true, settings: { maxConcurrentStreams: null } } as unknown as Connection;
  return { connection, opened };
}

const never = () => Promise.reject(new Error('nobody there'));
const loop = createLoopMonitor();
afterAll(() => loop.stop());

async function work(calls: number | null, changes: Partial<LanesPlan> = {}, signal = new AbortController().signal) {
  const draft = callDraft('127.0.0.1:1', 'Echo');
  const call = await draft.plan(draft.schema ?? { registry: undefined as never, origin: '' }, signal);
  const plan = { call, calls: { calls, forMs: null }, lanes: 1, repeatData: 1, ...changes } as unknown as LanesPlan;
  const successors = new Successors(() => Promise.reject(new Error('nobody there')));
  return { plan, lane: 0, host: testHost({ signal }), loop, caller: new Caller(call, 1), successors };
}

const LOST: Partial<CallEnd> = {
  reason: 'broken',
  messages: 0,
  status: callStatus(14, 'the peer closed the connection', 'client', { reason: 'connection-lost' }),
};
const FAILED: Partial<CallEnd> = { messages: 0, status: callStatus(5, 'no such thing', 'server') };

describe('openLane', () => {
  it('makes one call after the other and counts how each ended', async () => {
    const { connection, opened } = connectionOf((n) => (n === 1 ? FAILED : {}));
    const lane = openLane(await work(4), connection);
    const { calls, reason, received, checks, end }: LaneOutcome = await lane.outcome;
    expect(opened).toHaveLength(4);
    expect({ reason, received }).toEqual({ reason: 'status', received: 3 });
    expect(calls).toMatchObject({ made: 4, failed: 1, cut: 0, callMs: { count: 4 } });
    expect(end.status.name).toBe('NOT_FOUND');
    expect(checks.find(({ rule }) => rule === 'call.status')).toMatchObject({ violations: 1 });
    expect(lane.peek()).toMatchObject({ frames: 4, errors: 1 });
  });

  it('says OK without its answer is no success', async () => {
    const { connection } = connectionOf(() => ({ messages: 0 }));
    expect((await openLane(await work(1), connection).outcome).calls).toMatchObject({
      failed: 1,
      statuses: [{ status: 'UNIMPLEMENTED', calls: 1 }],
    });
  });

  it('goes on over another connection where one is lost, and stops where none can be opened', async () => {
    const first = connectionOf((n) => {
      if (n < 2) return {};
      Object.assign(first.connection, { isOpen: false });
      return LOST;
    });
    const second = connectionOf(() => ({}));
    const made = await work(10);
    const alone = await openLane(made, first.connection).outcome;
    expect({ reason: alone.reason, calls: alone.calls.made }).toEqual({ reason: 'broken', calls: 3 });
    const successors = new Successors(() => Promise.resolve(second.connection));
    Object.assign(first.connection, { isOpen: true });
    const { reason, calls } = await openLane({ ...made, successors }, first.connection).outcome;
    expect({ reason, made: calls.made, failed: calls.failed }).toEqual({ reason: 'status', made: 10, failed: 1 });
    expect([first.opened.length, second.opened.length]).toEqual([4, 9]);
    expect(successors.all).toEqual([second.connection]);
  });

  it('cuts the call under way short when it is interrupted, and leaves it out', async () => {
    const stop = new AbortController();
    const { connection } = connectionOf(() => ({}), 20);
    const { outcome } = openLane(await work(100, {}, stop.signal), connection);
    stop.abort('SIGINT');
    const { reason, calls } = await outcome;
    expect({ reason, made: calls.made, cut: calls.cut }).toEqual({ reason: 'interrupted', made: 0, cut: 1 });
  });
});

describe('openArrivals', () => {
  it('starts calls as planned though none of them is over, and charges a late start', async () => {
    const { connection, opened } = connectionOf(() => ({}), 60);
    const zero = performance.now() - 30;
    const lane = openArrivals(await work(5), new Places([connection], never), zero, 1);
    const { calls } = await lane.outcome;
    expect(opened).toHaveLength(5);
    expect(calls.starts).toMatchObject({ planned: 5, started: 5, missed: 0, late: 5 });
    expect(calls.correctedMs?.min ?? 0).toBeGreaterThan((calls.callMs.min ?? Infinity) + 20);
  });

  it('leaves out and counts what finds no place', async () => {
    const { connection } = connectionOf(() => ({}), 60);
    const narrow = { ...connection, settings: { maxConcurrentStreams: 2 } } as unknown as Connection;
    const lane = openArrivals(await work(5), new Places([narrow], never, 1), performance.now(), 0.1);
    expect((await lane.outcome).calls).toMatchObject({ made: 2, starts: { planned: 5, started: 2, missed: 3 } });
  });

  it('ends with what a request that cannot be made throws', async () => {
    const { connection } = connectionOf(() => ({}));
    const made = await work(3);
    const caller = {
      open: () => {
        throw new Error('no such request');
      },
    } as unknown as Caller;
    const lane = openArrivals({ ...made, caller }, new Places([connection], never), performance.now(), 1);
    await expect(lane.outcome).rejects.toThrow('no such request');
  });
});
