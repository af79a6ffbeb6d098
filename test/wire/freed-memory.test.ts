import { expect, it } from 'vitest';
import { keepFreedMemory } from '../../src/wire/freed-memory.ts';

it('takes a block once, and touches none of it', () => {
  keepFreedMemory();
  const { rss, external } = process.memoryUsage();
  for (let n = 0; n < 20; n += 1) keepFreedMemory();
  const now = process.memoryUsage();
  expect(now.external - external).toBeLessThan(31 * 1024 * 1024);
  expect(now.rss - rss).toBeLessThan(31 * 1024 * 1024);
});
