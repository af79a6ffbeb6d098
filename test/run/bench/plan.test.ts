import { describe, expect, it } from 'vitest';
import { benchStreams, shares } from '../../../src/run/bench/plan.ts';
import { EXPECTATION, streamPlan } from '../../support/plan.ts';

describe('benchStreams', () => {
  const jobId = { value: 'a', origin: '--job' };
  const stream = streamPlan('127.0.0.1:5', { streams: [{ streamId: 2, expectation: { ...EXPECTATION, jobId } }] });
  const plan = { stream, jobs: ['a', 'b'], streams: 3, firstStream: 0, shard: null, connections: null, warmup: null };

  it('gives the jobs out in turn, each stream with the one it is to carry', () => {
    const made = benchStreams(plan);
    expect(made.map((each) => each.plan.jobId)).toEqual(['a', 'b', 'a']);
    expect(made.map(({ planned }) => planned.expectation.jobId?.value)).toEqual(['a', 'b', 'a']);
  });

  it('numbers the streams and asks each for the same one of the job', () => {
    expect(benchStreams(plan).map(({ planned }) => [planned.streamId, planned.ask])).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
  });

  it('numbers the streams of a share as among those of all, and gives out the jobs by that number', () => {
    const made = benchStreams({ ...plan, firstStream: 3 });
    expect(made.map(({ planned }) => planned.streamId)).toEqual([3, 4, 5]);
    expect(made.map((each) => each.plan.jobId)).toEqual(['b', 'a', 'b']);
  });

  it('names no job where there is none', () => {
    expect(benchStreams({ ...plan, jobs: [] }).map((each) => each.plan.jobId)).toEqual([null, null, null]);
  });
});

describe('shares', () => {
  it.each([
    [100, 3, [34, 33, 33]],
    [4, 2, [2, 2]],
    [2, 3, [1, 1, 0]],
  ])('splits %i streams over %i connections', (streams, connections, split) => {
    expect(shares(streams, connections)).toEqual(split);
  });
});
