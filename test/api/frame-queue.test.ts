import { describe, expect, it } from 'vitest';
import type { Frame, WireFault } from '../../src/base/frame.ts';
import type { Scanner } from '../../src/frame/scanner.ts';
import { FrameQueue } from '../../src/api/frame-queue.ts';

let settled = 0;

/** A scanner whose frames are the numbers in its memory; a 0 is a fault. */
function numbers(): Scanner {
  const memory = new Uint8Array(8);
  return {
    reserve: () => memory,
    scan: (_length, index, arrival) =>
      memory[0] === 0
        ? ({ kind: 'truncated', offset: 0, message: 'empty' } satisfies WireFault)
        : ({ index, arrival, byteLength: memory[0] as number } as Frame),
    seen: () => new Set(),
    settle: () => {
      settled += 1;
      return { sent: new Set(), integers: false, names: { rows: 'rows', sensors: 'sensors', values: 'values' } };
    },
  };
}

function send(queue: FrameQueue, ...values: number[]): void {
  for (const value of values) {
    queue.reserve(1)[0] = value;
    queue.message(1, 100 + value);
  }
}

describe('FrameQueue', () => {
  it('gives messages in order, whether they wait or are waited for, with the stamp of their arrival', async () => {
    const queue = new FrameQueue(numbers(), 0);
    send(queue, 1, 2);
    expect(await queue.next()).toMatchObject({ index: 0, arrival: 101, byteLength: 1 });
    expect(await queue.next()).toMatchObject({ index: 1, byteLength: 2 });
    const next = queue.next();
    send(queue, 3, 4);
    expect(await next).toMatchObject({ index: 2, byteLength: 3 });
    expect(await queue.next()).toMatchObject({ index: 3, byteLength: 4 });
  });

  it('settles what the layout leaves open with the first frame, once', async () => {
    settled = 0;
    const queue = new FrameQueue(numbers(), 0);
    send(queue, 0, 1, 2);
    await queue.next();
    expect(settled).toBe(0);
    await queue.next();
    await queue.next();
    expect(settled).toBe(1);
  });

  it('gives what waits before the end', async () => {
    const queue = new FrameQueue(numbers(), 0);
    send(queue, 1);
    queue.close();
    expect(await queue.next()).toMatchObject({ byteLength: 1 });
    expect(await queue.next()).toBeNull();
    const late = new FrameQueue(numbers(), 0);
    const next = late.next();
    late.close();
    expect(await next).toBeNull();
  });

  it('tells which message is no frame', async () => {
    const queue = new FrameQueue(numbers(), 0);
    send(queue, 1, 0);
    await queue.next();
    expect(await queue.next()).toMatchObject({ message: 'message 1: empty' });
  });

  it('holds the sender back at 16 messages and lets it go on when one is taken', async () => {
    const queue = new FrameQueue(numbers(), 0);
    const calls: string[] = [];
    queue.attach({ pause: () => calls.push('pause'), resume: () => calls.push('resume') });
    send(queue, ...Array.from({ length: 15 }, () => 1));
    expect(calls).toEqual([]);
    send(queue, 1);
    expect(calls).toEqual(['pause']);
    await queue.next();
    expect(calls).toEqual(['pause', 'resume']);
  });
});
