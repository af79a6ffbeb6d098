import { describe, expect, it } from 'vitest';
import type { MergedRun } from '../../../src/base/result.ts';
import { checkShares, runsOf } from '../../../src/run/merge/shares.ts';
import { errored } from '../../support/result-samples.ts';
import { scripted, shardResult } from '../../support/shards.ts';

function runs(...shares: readonly (readonly [index: number, of: number] | null)[]): MergedRun[] {
  return shares.map((share, n) => ({
    runId: String(n),
    file: `${n}.json`,
    outcome: 'passed',
    exitCode: 0,
    startedAt: '2026-01-01T00:00:00.000Z',
    streams: 1,
    shard: share && { index: share[0], of: share[1] },
  }));
}

describe('runsOf', () => {
  it('names a run by its file, or the runs it was merged from', () => {
    const result = shardResult([scripted(1, 1000, 3)], 0, {}, { shard: { index: 0, of: 2 } });
    const [run] = runsOf({ file: 'a.json', result });
    expect(run).toMatchObject({ file: 'a.json', runId: 'run-0', streams: 1, shard: { index: 0, of: 2 } });
    const mergedFrom = runs(null, null);
    expect(runsOf({ file: 'b.json', result: { ...result, mergedFrom } })).toBe(mergedFrom);
  });

  it('knows the share of a run that opened no stream by its settings', () => {
    const result = { ...errored, settings: { shard: { value: '1/2', origin: '--shard' } } };
    expect(runsOf({ file: 'a', result })[0]?.shard).toEqual({ index: 1, of: 2 });
    expect(runsOf({ file: 'a', result: errored })[0]?.shard).toBeNull();
  });
});

describe('checkShares', () => {
  it('has nothing to say of runs that are no shares, or all of them', () => {
    expect(checkShares(runs(null, null), false)).toEqual([]);
    expect(checkShares(runs([1, 2], [0, 2]), false)).toEqual([]);
  });

  it.each([
    [runs([0, 3], [2, 3]), /1 share of 3 is missing: 1/],
    [runs([0, 100_000]), /99999 shares of 100000 are missing: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, \.\.\./],
    [runs([0, 2], [1, 2], [1, 2]), /share 1 of 2 is there twice, in 1\.json and 2\.json/],
  ])('refuses what is not every share once: %#', (given, words) => {
    expect(() => checkShares(given, false)).toThrow(words);
    expect(checkShares(given, true).join()).toMatch(/^partial: /);
    expect(checkShares(given, true).join()).toMatch(words);
  });

  it.each([
    [runs([0, 2], null), /0\.json is share 0 of 2, 1\.json is none/],
    [runs([0, 2], [1, 3]), /0\.json is share 0 of 2, 1\.json is share 1 of 3/],
  ])('refuses shares of different benches, partial or not: %#', (given, words) => {
    expect(() => checkShares(given, false)).toThrow(words);
    expect(() => checkShares(given, true)).toThrow(words);
  });
});
