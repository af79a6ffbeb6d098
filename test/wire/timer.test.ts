import { expect, it } from 'vitest';
import { Watch } from '../../src/wire/timer.ts';

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('expires once', async () => {
  let expired = 0;
  const watch = new Watch(10, () => (expired += 1));
  await expect.poll(() => expired).toBe(1);
  await after(30);
  expect(expired).toBe(1);
  watch.stop();
});

it('does not expire after it was stopped, nor can it be started again', async () => {
  let expired = 0;
  const watch = new Watch(10, () => (expired += 1));
  watch.stop();
  watch.refresh();
  await after(40);
  expect(expired).toBe(0);
});

it('gives what is refreshed in the same turn the benefit', async () => {
  let expired = 0;
  const watch = new Watch(20, () => (expired += 1));
  // Both timers are due in one turn of the loop; the refresh comes after the watch's own.
  setTimeout(() => watch.refresh(), 20);
  const until = performance.now() + 40;
  while (performance.now() < until);
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect(expired).toBe(0);
  await expect.poll(() => expired).toBe(1);
});

it('begins anew when it is refreshed after it expired', async () => {
  let expired = 0;
  const watch = new Watch(10, () => (expired += 1));
  await expect.poll(() => expired).toBe(1);
  watch.refresh();
  await expect.poll(() => expired).toBe(2);
});

it('waits from the last refresh on', async () => {
  let expired = 0;
  const watch = new Watch(60, () => (expired += 1));
  for (let n = 0; n < 8; n += 1) {
    await after(15);
    if (expired === 0) watch.refresh();
  }
  const refreshedAt = performance.now();
  watch.refresh();
  const before = expired;
  await expect.poll(() => expired).toBeGreaterThan(before);
  expect(performance.now() - refreshedAt).toBeGreaterThan(58);
  watch.stop();
});

it('takes waits longer than a timer can', async () => {
  let expired = 0;
  const watch = new Watch(1e12, () => (expired += 1));
  await after(20);
  expect(expired).toBe(0);
  watch.stop();
});
