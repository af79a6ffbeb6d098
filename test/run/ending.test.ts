import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callStatus } from '../../src/base/status.ts';
import { Ender } from '../../src/run/ending.ts';
import type { Ending } from '../../src/run/plan.ts';
import type { Call, CallEnd } from '../../src/wire/types.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const NEVER: Ending = { maxFrames: null, afterMs: null, afterReason: 'watched' };

function call(): Call & { cancelled: number } {
  const fake = {
    cancelled: 0,
    write: () => Promise.resolve(),
    end: () => {},
    cancel: () => void (fake.cancelled += 1),
    pause: () => {},
    resume: () => {},
    done: new Promise<CallEnd>(() => {}),
  };
  return fake;
}

function end(reason: CallEnd['reason'], code = 0): CallEnd {
  return {
    reason,
    status: callStatus(code, '', 'server'),
    headers: null,
    trailers: null,
    messages: 0,
    compressed: 0,
    payloadBytes: 0,
    wireBytes: 0,
    burstMax: 0,
    sentAt: 0,
    headersAt: null,
    firstMessageAt: null,
    lastMessageAt: null,
    endedAt: 0,
    notes: [],
  };
}

describe('Ender', () => {
  it('gives the server a second after the last wanted frame, then cancels', () => {
    const ender = new Ender({ ...NEVER, maxFrames: 2 }, new AbortController().signal);
    const fake = call();
    ender.attach(fake);
    ender.frame(1);
    expect(ender.full).toBe(false);
    ender.frame(2);
    expect(ender.full).toBe(true);
    vi.advanceTimersByTime(999);
    expect(fake.cancelled).toBe(0);
    vi.advanceTimersByTime(1);
    expect(fake.cancelled).toBe(1);
    expect(ender.detach(end('cancelled', 1), 0)).toBe('max-frames');
  });

  it('calls it on purpose when the server ends in time with the wanted status', () => {
    const ender = new Ender({ ...NEVER, maxFrames: 1 }, new AbortController().signal);
    ender.attach(call());
    ender.frame(1);
    expect(ender.detach(end('status'), 0)).toBe('max-frames');
  });

  it('does not excuse an error status after the last wanted frame', () => {
    const ender = new Ender({ ...NEVER, maxFrames: 1 }, new AbortController().signal);
    ender.attach(call());
    ender.frame(1);
    expect(ender.detach(end('status', 13), 0)).toBe('status');
  });

  it.each(['duration', 'watched'] as const)('counts %s from the first frame', (afterReason) => {
    const ender = new Ender({ maxFrames: null, afterMs: 5000, afterReason }, new AbortController().signal);
    const fake = call();
    ender.attach(fake);
    vi.advanceTimersByTime(60_000);
    expect(fake.cancelled).toBe(0);
    ender.frame(1);
    vi.advanceTimersByTime(5000);
    expect(fake.cancelled).toBe(1);
    expect(ender.full).toBe(true);
    expect(ender.detach(end('cancelled', 1), 0)).toBe(afterReason);
  });

  it('cancels when the user interrupts, before or during the call', () => {
    const controller = new AbortController();
    const ender = new Ender(NEVER, controller.signal);
    const fake = call();
    ender.attach(fake);
    controller.abort('SIGINT');
    expect(fake.cancelled).toBe(1);
    expect(ender.detach(end('cancelled', 1), 0)).toBe('interrupted');
    const late = new Ender(NEVER, controller.signal);
    const other = call();
    late.attach(other);
    expect(other.cancelled).toBe(1);
  });

  it('passes on what ended the stream when it was not us', () => {
    const ender = new Ender(NEVER, new AbortController().signal);
    ender.attach(call());
    expect(ender.detach(end('stalled', 1), 0)).toBe('stalled');
    expect(ender.detach(end('status', 5), 0)).toBe('status');
  });
});
