import { expect, it } from 'vitest';
import { ForeignAnswer } from '../../src/wire/foreign-answer.ts';

it('keeps the beginning, and says when it is enough', () => {
  let enough = 0;
  const answer = new ForeignAnswer(() => (enough += 1));
  answer.take(Buffer.from('a'.repeat(150)));
  expect(enough).toBe(0);
  answer.take(Buffer.from('b'.repeat(5000)));
  expect(enough).toBe(1);
  expect(answer.start).toBe('a'.repeat(150) + 'b'.repeat(50));
  answer.stop();
});

it('does not wait for ever', async () => {
  let enough = 0;
  const answer = new ForeignAnswer(() => (enough += 1));
  await expect.poll(() => enough, { timeout: 5000 }).toBe(1);
  answer.stop();
});
