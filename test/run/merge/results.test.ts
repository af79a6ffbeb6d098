import { describe, expect, it } from 'vitest';
import type { BenchPart, CheckResult, RunResult } from '../../../src/base/result.ts';
import { Histogram } from '../../../src/measure/histogram.ts';
import { poolMetrics } from '../../../src/measure/pool.ts';
import { parseSlos } from '../../../src/measure/slo.ts';
import { mergeResults, thresholdsOf } from '../../../src/run/merge/results.ts';
import { expectValid } from '../../support/schema.ts';
import { scripted, shardResult } from '../../support/shards.ts';

const START = Date.UTC(2026, 0, 1);
const STREAMS = [scripted(1, START), scripted(2, START + 300), scripted(3, START + 2500), scripted(4, START + 9000)];
const shards = [
  shardResult(STREAMS.slice(0, 2), 0),
  shardResult(STREAMS.slice(2, 3), 2),
  shardResult(STREAMS.slice(3), 3),
];

function merge(results: readonly RunResult[], ...slo: string[]): RunResult {
  const slos = slo.length === 0 ? {} : { slos: parseSlos(['none', ...slo], { command: 'bench' }) };
  const merged = mergeResults(results as [RunResult, ...RunResult[]], { version: '1.2.3', ...slos });
  expectValid(merged);
  return merged;
}

describe('mergeResults', () => {
  const merged = merge(shards);

  it('has the numbers one process would have had', () => {
    expect(merged.metrics).toEqual(poolMetrics(STREAMS));
    expect(merged.frames).toMatchObject({ received: 1604, expected: 1604, lost: 0 });
    expect(merged.streams.map(({ streamId, frames }) => [streamId, frames])).toEqual([
      [0, 401],
      [1, 401],
      [2, 401],
      [3, 401],
    ]);
    expect(merged.bench).toMatchObject({ streams: 4, firstFrameMs: { count: 4, min: 40, max: 40 } });
  });

  it('merges histograms bucket by bucket, whatever the order', () => {
    const one = Histogram.decode(merged.metrics?.gapMs.histogram ?? '');
    const each = shards.map(({ metrics }) => Histogram.decode(metrics?.gapMs.histogram ?? ''));
    for (let us = 9000; us < 31_000; us += 40) {
      expect(one.countUpTo(us), `${us}`).toBe(each.reduce((sum, shard) => sum + shard.countUpTo(us), 0));
    }
    const turned = merge(shards.toReversed()).metrics?.gapMs;
    expect({ ...turned, mean: 0, stddev: 0 }).toEqual({ ...merged.metrics?.gapMs, mean: 0, stddev: 0 });
    expect(turned?.mean).toBeCloseTo(merged.metrics?.gapMs.mean ?? 0, 9);
  });

  it('has the same numbers however the streams are shared out', () => {
    for (let split = 1; split < 15; split += 1) {
      const share = (bit: number): RunResult[] =>
        STREAMS.flatMap((stream, n) => (((split >> n) & 1) === bit ? [shardResult([stream], n)] : []));
      const halves = [share(0), share(1)].map((results) => merge(results));
      expect(merge(halves).metrics, `split ${split.toString(2)}`).toEqual(merged.metrics);
    }
  });

  it('changes nothing when merged alone, and merges again what was merged', () => {
    const [first, second, third] = shards as [RunResult, RunResult, RunResult];
    expect(merge([first]).metrics).toEqual(first.metrics);
    const again = merge([merge([first, second]), third]);
    expect(again.metrics).toEqual(merged.metrics);
    expect(again.bench?.processes).toHaveLength(3);
  });

  it('lays the timelines side by side on the wall clock', () => {
    expect(merged.bench?.timelineFrom).toBe(START);
    const frames = merged.timeline.reduce((sum, second) => sum + second.frames, 0);
    // The second stream of the first shard is not in the sample's timeline.
    expect(frames).toBe(1203);
    const before = merged.timeline.filter(({ second }) => second < 2);
    expect(before.reduce((sum, second) => sum + second.frames, 0)).toBeLessThan(201);
    expect(merged.timeline.at(-1)?.second).toBeGreaterThanOrEqual(16);
  });

  it('sums connections, statuses and warm-ups, and keeps each process apart', () => {
    const part = shards[0]?.bench as BenchPart;
    expect(merged.bench?.connections).toHaveLength(6);
    expect(merged.bench?.statuses).toEqual([
      { status: 'on purpose', streams: 3 },
      { status: 'UNAVAILABLE', streams: 3 },
    ]);
    expect(merged.bench?.warmup).toEqual({ streams: 6, frames: 60, ms: 11 });
    expect(merged.bench?.process).toEqual({ wallMs: 10_000, cpuMs: 7500, loopBusy: 0.25, loopDelayP99Ms: 1.2 });
    expect(merged.bench?.processes).toEqual([part.process, part.process, part.process]);
    expect(merged.notes.filter((note) => note.startsWith('warm-up'))).toEqual([
      'warm-up: 60 frames of 6 streams in 11.0 ms, in none of the numbers',
    ]);
  });

  it('numbers streams anew where runs number theirs alike, in findings and failures too', () => {
    const found = finding();
    const a = shardResult([scripted(5, START)], 0);
    const b = shardResult([scripted(6, START)], 0, {
      runId: 'b',
      outcome: 'broken',
      exitCode: 4,
      failure: { code: 'stalled', message: 'stream 0 (401 frames): silent', hint: null },
    });
    const [stream] = b.streams;
    const made = merge([a, { ...b, streams: stream ? [{ ...stream, checks: [found] }] : [] }]);
    expect(made.streams.map(({ streamId }) => streamId)).toEqual([0, 1]);
    expect(made.streams[1]?.checks[0]?.findings[0]?.stream).toBe(1);
    expect(made).toMatchObject({
      outcome: 'broken',
      exitCode: 4,
      failure: { message: 'stream 1 (401 frames): silent' },
    });
  });

  it('judges the thresholds anew on the worst stream, those of the runs or others', () => {
    expect(merged.slo.map(({ metric, status }) => [metric, status])).toEqual([
      ['first-frame', 'passed'],
      ['gap-p99', 'passed'],
    ]);
    const slowest = Math.min(...STREAMS.map(({ metrics }) => metrics.fps ?? 0));
    const missed = merge(shards, `fps>${(slowest + 0.01).toFixed(4)}`);
    expect(missed).toMatchObject({ outcome: 'failed', exitCode: 1, slo: [{ status: 'failed', actual: slowest }] });
    expect(merge(shards, `fps>${(slowest - 0.01).toFixed(4)}`)).toMatchObject({ outcome: 'passed', exitCode: 0 });
  });

  it('takes back a verdict that only thresholds gave, and no other', () => {
    const slo = [
      { expression: 'fps>999', metric: 'fps', limit: 999, origin: '--slo', actual: 1, status: 'failed' },
    ] as const;
    const missed = shardResult([scripted(7, START)], 9, { outcome: 'failed', exitCode: 1, slo });
    expect(merge([missed, ...shards], 'fps>1').outcome).toBe('passed');
    expect(merge([missed, ...shards]).slo).toMatchObject([{ metric: 'fps', status: 'failed' }]);
    const found = { outcome: 'failed', exitCode: 1, checks: [finding()] } as const;
    expect(merge([{ ...missed, ...found }, ...shards], 'fps>1')).toMatchObject({ outcome: 'failed', exitCode: 1 });
  });

  it('is interrupted when one was, and has the reasons to doubt any', () => {
    const one = shardResult([], 9, { outcome: 'interrupted', exitCode: 130, suspect: ['slow'], frames: null });
    const made = merge([...shards, { ...one, metrics: null }]);
    expect(made).toMatchObject({ outcome: 'interrupted', exitCode: 130, suspect: ['slow'] });
  });

  it('keeps the settings and labels that all share', () => {
    const other = shardResult([], 9, {
      settings: { job: { value: '12-70788', origin: 'env' } },
      labels: { release: '5' },
    });
    const made = merge([...shards, { ...other, frames: null, metrics: null }]);
    expect(Object.keys(made.settings)).toEqual(['job']);
    expect(made.labels).toEqual({});
  });
});

describe('thresholdsOf', () => {
  it('has operator and limit of each, as a document tells them', () => {
    const slos = parseSlos(['gap-p95<50ms', 'lost=0', 'fps>12.5'], { command: 'bench' });
    const slo = slos.map((each) => ({ ...each, actual: null, status: 'skipped' as const }));
    expect(thresholdsOf([shardResult([], 0, { slo: [] }), shardResult([], 1, { slo })])).toMatchObject(slos);
  });
});

function finding(): CheckResult {
  return {
    rule: 'range.finite',
    family: 'range',
    status: 'failed',
    severity: 'error',
    examined: 401,
    violations: 1,
    findings: [{ stream: 0, frame: 3, expected: 'a finite number', actual: 'NaN', message: 'the value is NaN' }],
  };
}
