import { describe, expect, it } from 'vitest';
import type { BenchPart, StreamPool } from '../../../src/base/bench-result.ts';
import { unitedBench } from '../../../src/run/merge/bench.ts';
import { benched } from '../../support/bench-result.ts';
import { repeated } from '../../support/repeats.ts';
import { scripted, summaryOf } from '../../support/shards.ts';

const part = benched.bench as BenchPart;

describe('unitedBench', () => {
  it('takes the longest time, the sum of the CPU and the busiest loop, threads of merged runs included', () => {
    const busy = { wallMs: 1, cpuMs: 1, loopBusy: 0.9, loopDelayP99Ms: null };
    const merged = unitedBench([part, { ...part, processes: [busy, part.process] }], [], null, null);
    expect(merged.process).toEqual({ wallMs: 10_000, cpuMs: 5001, loopBusy: 0.9, loopDelayP99Ms: 1.2 });
    expect(merged.processes).toEqual([part.process, busy, part.process]);
  });

  it('knows no CPU of all where it is not known of one', () => {
    const thread = { ...part.process, cpuMs: null };
    expect(unitedBench([part, { ...part, process: thread }], [], null, null).process.cpuMs).toBeNull();
  });

  it('adds up the starts, and charges their delays to the first frames', () => {
    const starts = { kind: 'rate', everyMs: 50, planned: 9, started: 7, late: 1, missed: 2, maxLateMs: 12.5 } as const;
    const later = { ...starts, late: 3, maxLateMs: 40 };
    const stream = summaryOf(scripted(1, 5000), 0);
    const delayed = { ...stream, pool: { ...(stream.pool as StreamPool), startDelayMs: 100 } };
    const planned = [
      { ...part, starts },
      { ...part, starts: later },
    ];
    const merged = unitedBench(planned, [delayed], null, null);
    expect(merged.starts).toEqual({ ...starts, planned: 18, started: 14, late: 4, missed: 4, maxLateMs: 40 });
    expect(merged.firstFrameCorrectedMs?.max).toBe((merged.firstFrameMs.max ?? 0) + 100);
    expect(unitedBench([part, { ...part, starts }], [], null, null).starts).toBeUndefined();
  });

  it('keeps the share only where all are of the same one', () => {
    const [a, b] = [0, 1].map((index) => ({ ...part, shard: { index, of: 2 } })) as [BenchPart, BenchPart];
    expect(unitedBench([a, a], [], null, null).shard).toEqual({ index: 0, of: 2 });
    expect(unitedBench([a, b], [], null, null).shard).toBeUndefined();
    expect(unitedBench([part, part], [], null, null).shard).toBeUndefined();
    expect(unitedBench([a], [], null, null, false).shard).toBeUndefined();
  });

  it('counts a repeat as passed where it passed in every share, as far as all have as many', () => {
    const series = (...outcomes: readonly ('passed' | 'failed')[]) => ({
      ...part,
      repeats: outcomes.flatMap((outcome) => repeated('outcome', [outcome])),
    });
    const both = unitedBench(
      [series('passed', 'failed', 'passed'), series('failed', 'passed', 'passed')],
      [],
      null,
      null,
    );
    expect(both.successRate).toBe(1 / 3);
    expect(both.repeats).toBeUndefined();
    expect(unitedBench([series('passed'), series('passed', 'passed')], [], null, null).successRate).toBeUndefined();
    expect(unitedBench([part, series('passed')], [], null, null).successRate).toBeUndefined();
  });

  it('counts the workers of processes that have several', () => {
    expect(
      unitedBench(
        [
          { ...part, workers: 2 },
          { ...part, workers: 2 },
        ],
        [],
        null,
        null,
      ).workers,
    ).toBe(4);
    expect(unitedBench([part, part], [], null, null).workers).toBeUndefined();
  });

  it('has no gaps and no warm-up where there were none', () => {
    const merged = unitedBench([{ ...part, warmup: null }], [], null, null);
    expect(merged).toMatchObject({ warmup: null, gapPercentiles: [], gapBars: [], firstFrameMs: { count: 0 } });
  });
});
