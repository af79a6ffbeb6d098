import { describe, expect, it } from 'vitest';
import { MessageQueue } from '../../src/api/message-queue.ts';

function watched() {
  const log: string[] = [];
  const queue = new MessageQueue<number>();
  queue.attach({ pause: () => void log.push('pause'), resume: () => void log.push('resume') });
  return { queue, log };
}

describe('MessageQueue', () => {
  it('gives messages in order, to a consumer that waits and to one that is behind', async () => {
    const { queue } = watched();
    const first = queue.next();
    queue.push(1);
    queue.push(2);
    expect([await first, await queue.next()]).toEqual([1, 2]);
  });

  it('gives what waits before the end, and the end to one that waits for it', async () => {
    const { queue } = watched();
    queue.push(1);
    queue.close();
    expect([await queue.next(), await queue.next()]).toEqual([1, null]);
    const other = watched().queue;
    const last = other.next();
    other.close();
    expect(await last).toBeNull();
  });

  it('holds the sender back at 16 and lets it go on when half of them are taken', async () => {
    const { queue, log } = watched();
    for (let i = 0; i < 15; i += 1) queue.push(i);
    expect(log).toEqual([]);
    queue.push(15);
    queue.push(16);
    expect(log).toEqual(['pause']);
    for (let i = 0; i < 9; i += 1) await queue.next();
    expect(log).toEqual(['pause']);
    await queue.next();
    expect(log).toEqual(['pause', 'resume']);
  });

  it('forgets everything when nobody will take it, and holds nobody back for it', () => {
    const { queue, log } = watched();
    for (let i = 0; i < 20; i += 1) queue.push(i);
    queue.abandon();
    for (let i = 0; i < 100; i += 1) queue.push(i);
    expect(log).toEqual(['pause', 'resume']);
  });
});
