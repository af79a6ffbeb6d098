import { describe, expect, it } from 'vitest';
import { BoundedQueue } from '../../src/session/bounded-queue.ts';
import { WoundClock, settled } from '../support/wound-clock.ts';

function rig(limit: number): { queue: BoundedQueue<string>; clock: WoundClock } {
  const clock = new WoundClock();
  return { queue: new BoundedQueue(limit, clock), clock };
}

describe('BoundedQueue', () => {
  it('gives out what was put in, in order, waiting for it', async () => {
    const { queue } = rig(2);
    const first = queue.take();
    await queue.put('a', null);
    await queue.put('b', null);
    expect(await first).toBe('a');
    expect(queue.size).toBe(1);
    expect(await queue.take()).toBe('b');
  });

  it('refuses what finds no room in time, and forgets it', async () => {
    const { queue, clock } = rig(1);
    await queue.put('a', 100);
    const late = queue.put('b', 100);
    await clock.wind(99);
    expect(queue.size).toBe(1);
    await clock.wind(1);
    expect(await late).toBe(false);
    expect(await queue.take()).toBe('a');
    await queue.put('c', 100);
    expect(await queue.take()).toBe('c');
    expect(clock.sleepers).toBe(0);
  });

  it('lets in those who wait as room is made, in the order they came', async () => {
    const { queue, clock } = rig(1);
    const accepted: string[] = [];
    for (const item of ['a', 'b', 'c']) void queue.put(item, 100).then((ok) => ok && accepted.push(item));
    await settled();
    expect(accepted).toEqual(['a']);
    expect(await queue.take()).toBe('a');
    await settled();
    expect(accepted).toEqual(['a', 'b']);
    expect([await queue.take(), await queue.take()]).toEqual(['b', 'c']);
    expect(clock.sleepers).toBe(0);
  });

  it('waits without limit where there is none', async () => {
    const { queue, clock } = rig(1);
    await queue.put('a', null);
    const waits = queue.put('b', null);
    await clock.wind(3_600_000);
    expect(await queue.take()).toBe('a');
    expect(await waits).toBe(true);
  });

  it('has one place before all others, for the latest of its kind', async () => {
    const { queue } = rig(1);
    await queue.put('a', null);
    queue.putFirst('ping 1');
    queue.putFirst('ping 2');
    expect([await queue.take(), await queue.take()]).toEqual(['ping 2', 'a']);
    const next = queue.take();
    expect(queue.putFirst('ping 3')).toBe(true);
    expect(await next).toBe('ping 3');
  });

  it('closed, gives out what is in it and takes nothing more', async () => {
    const { queue, clock } = rig(1);
    await queue.put('a', null);
    const waits = queue.put('b', 100);
    queue.close();
    expect(await waits).toBe(false);
    expect(await queue.put('c', null)).toBe(false);
    expect(queue.putFirst('d')).toBe(false);
    expect(await queue.take()).toBe('a');
    expect(await queue.take()).toBeUndefined();
    expect(clock.sleepers).toBe(0);
  });

  it('wakes its reader when it is closed or thrown away', async () => {
    for (const end of ['close', 'discard'] as const) {
      const { queue } = rig(1);
      const reads = queue.take();
      queue[end]();
      expect(await reads).toBeUndefined();
    }
  });

  it('thrown away, gives out nothing', async () => {
    const { queue } = rig(5);
    await queue.put('a', null);
    queue.putFirst('ping');
    queue.discard();
    expect(await queue.take()).toBeUndefined();
  });
});
