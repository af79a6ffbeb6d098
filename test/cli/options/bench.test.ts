import { describe, expect, it } from 'vitest';
import { LOAD } from '../../../src/cli/options/bench.ts';
import { BENCH } from '../../../src/cli/options/tables.ts';
import { settingsOf } from '../../support/settings.ts';

describe('--warmup', () => {
  it.each([
    ['200', { maxFrames: 200, afterMs: null, afterReason: 'duration' }, 200],
    ['1.5s', { maxFrames: null, afterMs: 1500, afterReason: 'duration' }, '1500 ms'],
  ])('takes %s', (text, ending, shown) => {
    expect(LOAD.warmup.parse(text)).toEqual(ending);
    expect(settingsOf(BENCH, { warmup: text }).record['warmup']?.value).toBe(shown);
  });

  it.each(['0', '0s', '1.5', '-1', 'x', ''])('refuses %j', (text) => {
    expect(LOAD.warmup.parse(text)).toBeUndefined();
  });
});

describe('--shard', () => {
  it.each([
    ['0/1', { index: 0, of: 1 }],
    [' 2/3 ', { index: 2, of: 3 }],
  ])('takes %j', (text, shard) => {
    expect(LOAD.shard.parse(text)).toEqual(shard);
    expect(settingsOf(BENCH, { shard: text }).record['shard']?.value).toBe(text.trim());
  });

  it.each(['3/3', '1', '1/0', '-1/3', '1/', '/3', '1.5/3', '0/9999999', ''])('refuses %j', (text) => {
    expect(LOAD.shard.parse(text)).toBeUndefined();
  });
});

describe('LOAD', () => {
  it('takes several jobs, and streams and connections from 1 on', () => {
    const { values } = settingsOf(BENCH, { job: ['a', 'b'], streams: '4', connections: '2' });
    expect(values).toMatchObject({ job: ['a', 'b'], streams: 4, connections: 2 });
    expect(() => settingsOf(BENCH, { streams: '0' })).toThrow(/--streams takes a whole number/);
  });
});
