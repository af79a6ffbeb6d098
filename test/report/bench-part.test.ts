import { describe, expect, it } from 'vitest';
import type { BenchPart } from '../../src/base/bench-result.ts';
import { benchParts, benchRows } from '../../src/report/bench-part.ts';
import { verdictLine } from '../../src/report/line.ts';
import { styleOf } from '../../src/report/style.ts';
import { repeatOf } from '../../src/run/bench/repeat.ts';
import { benched } from '../support/bench-result.ts';
import { passed } from '../support/result-samples.ts';
import { schemaErrors } from '../support/result-schema.ts';

const drawn = (width: number): string[] => benchParts(benched, styleOf({ colour: false, width }));

describe('benchParts', () => {
  it('is empty for other commands', () => {
    expect(benchParts(passed, styleOf({ colour: false, width: 80 }))).toEqual([]);
  });

  it('tells of a document the schema knows', () => {
    expect(schemaErrors(benched)).toEqual([]);
    const [facts = ''] = drawn(100);
    expect(facts).toContain('2 streams over 2 connections');
    expect(facts).toContain('1.50 ms..12.5 ms a connection');
    expect(facts).toContain('min 10.0 ms, max 20.0 ms, n=2');
    expect(facts).toContain('1 on purpose, 1 UNAVAILABLE');
    expect(facts).toContain('loop busy 25 % of the time');
  });

  it('shows first frames from the request and from the plan side by side, and how the plan was kept', () => {
    const starts = { kind: 'rate', everyMs: 50, planned: 9, started: 7, late: 1, missed: 2, maxLateMs: 12.5 } as const;
    const bench = { ...(benched.bench as BenchPart), starts };
    const planned = { ...benched, bench: { ...bench, firstFrameCorrectedMs: { ...bench.firstFrameMs, max: 32.5 } } };
    expect(schemaErrors(planned)).toEqual([]);
    const [facts = ''] = benchParts(planned, styleOf({ colour: false, width: 200 }));
    expect(facts).toContain('9 planned, one every 50.0 ms: 7 started (max 12.5 ms after the plan), 1 late, 2 missed');
    expect(facts).toMatch(
      /first frames +min 10.0 ms, max 20.0 ms, n=2\n +from the plan +min 10.0 ms, max 32.5 ms, n=2/,
    );
  });

  it('tells of several processes together and each, of a share which one it is', () => {
    const { bench } = benched;
    if (bench === undefined) throw new Error('the sample has a bench');
    const processes = [bench.process, { wallMs: 20, cpuMs: 10, loopBusy: 0.5, loopDelayP99Ms: null }];
    const rows = benchRows({ ...bench, processes, shard: { index: 1, of: 3 } });
    expect(rows.slice(-3).map(([label]) => label)).toEqual(['2 processes', '  0', '  1']);
    const threads = benchRows({ ...bench, processes, workers: 2 });
    expect(threads.slice(-3).map(([label]) => label)).toEqual(['2 workers', '  worker 1', '  worker 2']);
    expect(rows.at(-1)?.[1]).toBe('10.0 ms of CPU in 20.0 ms, loop busy 50 % of the time');
    expect(rows[0]?.[1]).toBe('2 streams over 2 connections, share 1 of 3');
    expect(benchRows({ ...bench, processes: Array.from({ length: 9 }, () => bench.process) }).at(-1)?.[0]).toBe(
      '9 processes',
    );
  });

  it('tells of repeats how many passed, and how their rates are spread', () => {
    const result = { ...benched, outcome: 'passed' as const };
    const repeats = [1, 2, 3].map((n) => ({
      ...repeatOf(n, result),
      fps: 10 * n,
      outcome: n === 2 ? ('broken' as const) : ('passed' as const),
    }));
    const repeated = { ...benched, bench: { ...(benched.bench as BenchPart), repeats, successRate: 2 / 3 } };
    expect(schemaErrors(repeated)).toEqual([]);
    const [facts = ''] = benchParts(repeated, styleOf({ colour: false, width: 200 }));
    expect(facts).toContain('2 of 3 passed, 1 broken; fps 10.0 / 20.0 / 30.0 (min, median, max)');
    expect(verdictLine(repeated)).toContain(', 2 of 3 repeats passed');
  });

  it.each([40, 80, 200])('draws the gaps with blocks that fit %i columns', (width) => {
    const lines = drawn(width)[1]?.split('\n') ?? [];
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    const blocks = lines.slice(1).map((line) => (line.match(/[█▏▎▍▌▋▊▉]/g) ?? []).length);
    expect(blocks[0]).toBeGreaterThan(8);
    expect(blocks[1]).toBe(0);
    expect(blocks[2]).toBeGreaterThan(0);
    expect(blocks[2]).toBeLessThan(blocks[0] ?? 0);
  });

  it('draws nothing without gaps', () => {
    const { bench } = benched;
    if (bench === undefined) throw new Error('the sample has a bench');
    const none = { ...benched, bench: { ...bench, gapBars: [] } };
    expect(benchParts(none, styleOf({ colour: false, width: 80 }))).toHaveLength(1);
  });
});
