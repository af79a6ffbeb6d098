import { describe, expect, it } from 'vitest';
import type { BenchPart } from '../../../src/base/bench-result.ts';
import { unitedBench } from '../../../src/run/merge/bench.ts';
import { benched } from '../../support/bench-result.ts';

const part = benched.bench as BenchPart;

describe('unitedBench', () => {
  it('takes the longest time, the sum of the CPU and the busiest loop, threads of merged runs included', () => {
    const busy = { wallMs: 1, cpuMs: 1, loopBusy: 0.9 };
    const merged = unitedBench([part, { ...part, processes: [busy, part.process] }], [], null, null);
    expect(merged.process).toEqual({ wallMs: 10_000, cpuMs: 5001, loopBusy: 0.9 });
    expect(merged.processes).toEqual([part.process, busy, part.process]);
  });

  it('keeps the share only where all are of the same one', () => {
    const [a, b] = [0, 1].map((index) => ({ ...part, shard: { index, of: 2 } })) as [BenchPart, BenchPart];
    expect(unitedBench([a, a], [], null, null).shard).toEqual({ index: 0, of: 2 });
    expect(unitedBench([a, b], [], null, null).shard).toBeUndefined();
    expect(unitedBench([part, part], [], null, null).shard).toBeUndefined();
  });

  it('has no gaps and no warm-up where there were none', () => {
    const merged = unitedBench([{ ...part, warmup: null }], [], null, null);
    expect(merged).toMatchObject({ warmup: null, gapPercentiles: [], gapBars: [], firstFrameMs: { count: 0 } });
  });
});
