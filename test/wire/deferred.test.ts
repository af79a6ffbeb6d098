import { expect, it } from 'vitest';
import { deferred } from '../../src/wire/deferred.ts';

it('is settled from outside', async () => {
  const good = deferred<number>();
  good.resolve(7);
  expect(await good.promise).toBe(7);
  const bad = deferred<number>();
  bad.reject(new Error('no'));
  await expect(bad.promise).rejects.toThrow('no');
});
