import { describe, expect, it } from 'vitest';
import type { BenchPlan } from '../../../src/run/bench/plan.ts';
import { WHOLE, benchStreams, shares, splitBench } from '../../../src/run/bench/plan.ts';
import { EXPECTATION, streamPlan } from '../../support/plan.ts';

describe('benchStreams', () => {
  const jobId = { value: 'a', origin: '--job' };
  const stream = streamPlan('127.0.0.1:5', { streams: [{ streamId: 2, expectation: { ...EXPECTATION, jobId } }] });
  const plan = {
    stream,
    jobs: ['a', 'b'],
    streams: 3,
    share: WHOLE,
    starts: null,
    shard: null,
    connections: null,
    warmup: null,
  };

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
    const made = benchStreams({ ...plan, share: { first: 3, step: 1 } });
    expect(made.map(({ planned }) => planned.streamId)).toEqual([3, 4, 5]);
    expect(made.map((each) => each.plan.jobId)).toEqual(['b', 'a', 'b']);
  });

  it('names no job where there is none', () => {
    expect(benchStreams({ ...plan, jobs: [] }).map((each) => each.plan.jobId)).toEqual([null, null, null]);
  });
});

describe('splitBench', () => {
  const jobId = { value: 'a', origin: '--job' };
  const stream = streamPlan('127.0.0.1:5', { streams: [{ streamId: 0, expectation: { ...EXPECTATION, jobId } }] });
  const whole: BenchPlan = {
    stream,
    jobs: ['a', 'b', 'c', 'd'],
    streams: 100,
    share: WHOLE,
    starts: { kind: 'rate', everyMs: 10 },
    connections: 7,
    warmup: null,
    shard: null,
  };

  it('makes exactly the streams of the whole, with their numbers, jobs and planned instants', () => {
    const parts = splitBench(whole, 3);
    expect(parts.map(({ streams, connections }) => [streams, connections])).toEqual([
      [34, 3],
      [33, 2],
      [33, 2],
    ]);
    const key = ({ plan, planned, afterMs }: ReturnType<typeof benchStreams>[number]): unknown[] => [
      planned.streamId,
      plan.jobId,
      afterMs,
    ];
    const together = parts.flatMap(benchStreams).toSorted((a, b) => a.planned.streamId - b.planned.streamId);
    expect(together.map(key)).toEqual(benchStreams(whole).map(key));
  });

  it('lets the planned instants of the parts interleave', () => {
    const [first = [], second = []] = splitBench({ ...whole, streams: 5 }, 2).map(benchStreams);
    expect(first.map(({ afterMs }) => afterMs)).toEqual([0, 20, 40]);
    expect(second.map(({ afterMs }) => afterMs)).toEqual([10, 30]);
  });

  it('splits what is a share already', () => {
    const [, ofShare] = splitBench(whole, 2);
    expect(splitBench(ofShare as BenchPlan, 2).map(({ share }) => share)).toEqual([
      { first: 1, step: 4 },
      { first: 3, step: 4 },
    ]);
  });
});

describe('shares', () => {
  it.each([
    [100, 3, [34, 33, 33]],
    [4, 2, [2, 2]],
    [2, 3, [1, 1, 0]],
  ])('splits %i over %i parts', (streams, connections, split) => {
    expect(shares(streams, connections)).toEqual(split);
  });
});
