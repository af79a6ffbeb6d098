import type { BenchPart, BenchProcess, BenchWarmup } from '../../base/bench-result.ts';
import type { Metrics, StreamSummary } from '../../base/result.ts';
import { sumBy } from '../../base/sum-by.ts';
import { viewHistogram } from '../../measure/distribution-view.ts';
import { poolLanes, poolStarts } from '../bench/calls/pool.ts';
import { charged, firstFrames } from '../bench/pooled.ts';

/**
 * The bench parts of several runs as one. `metrics`: those of all streams together; `whole`: no run is without a part,
 * as one is that never connected.
 */
export function unitedBench(
  parts: readonly BenchPart[],
  streams: readonly StreamSummary[],
  metrics: Metrics | null,
  timelineFrom: number | null,
  whole = true,
): BenchPart {
  const { percentiles, bars } = viewHistogram(metrics?.gapMs.histogram ?? null);
  const processes = parts.flatMap(({ process, processes: each }) => each ?? [process]);
  return {
    streams: streams.length,
    jobs: [...new Set(parts.flatMap(({ jobs }) => jobs))],
    connections: parts.flatMap(({ connections }) => connections),
    ...(whole ? sharedShard(parts) : {}),
    ...unitedSuccess(parts),
    ...unitedWorkers(parts),
    warmup: unitedWarmup(parts.flatMap(({ warmup }) => warmup ?? [])),
    timelineFrom,
    firstFrameMs: firstFrames(streams.map((stream) => stream.metrics)),
    ...unitedStarts(parts, streams),
    ...poolLanes(streams.flatMap(({ pool }) => pool?.calls ?? [])),
    statuses: unitedStatuses(parts),
    gapPercentiles: percentiles,
    gapBars: bars,
    process: unitedProcess(processes),
    processes,
  };
}

/** Threads of one process run parts of one share. */
function sharedShard([first, ...others]: readonly BenchPart[]): Pick<BenchPart, 'shard'> {
  const shard = first?.shard;
  const shared = others.every((part) => part.shard?.index === shard?.index && part.shard?.of === shard?.of);
  return shard !== undefined && shared ? { shard } : {};
}

/** All threads of processes that have several. */
function unitedWorkers(parts: readonly BenchPart[]): Pick<BenchPart, 'workers'> {
  const workers = parts.flatMap((part) => part.workers ?? []);
  if (workers.length < parts.length) return {};
  return { workers: workers.reduce((sum, each) => sum + each, 0) };
}

/** A repeat of a bench on several processes passed where each of its shares did. */
function unitedSuccess(parts: readonly BenchPart[]): Pick<BenchPart, 'successRate'> {
  const series = parts.flatMap(({ repeats }) => (repeats === undefined ? [] : [repeats]));
  const counts = new Set(series.map(({ length }) => length));
  const [first = [], ...others] = series;
  if (series.length < parts.length || counts.size !== 1 || first.length === 0) return {};
  const passed = first.filter((repeat, n) =>
    [repeat, ...others.map((each) => each[n])].every((each) => each?.outcome === 'passed'),
  );
  return { successRate: passed.length / first.length };
}

/** Where all of them had a plan. */
function unitedStarts(
  parts: readonly BenchPart[],
  streams: readonly StreamSummary[],
): Pick<BenchPart, 'starts' | 'firstFrameCorrectedMs'> {
  const plans = parts.flatMap(({ starts }) => starts ?? []);
  const starts = plans.length < parts.length ? null : poolStarts(plans);
  if (starts === null) return {};
  if (streams.some(({ pool }) => pool?.calls !== undefined)) return { starts };
  return { starts, firstFrameCorrectedMs: firstFrames(streams.map(charged)) };
}

/** They warmed up side by side. */
function unitedWarmup(warmups: readonly BenchWarmup[]): BenchWarmup | null {
  if (warmups.length === 0) return null;
  return {
    streams: warmups.reduce((sum, { streams }) => sum + streams, 0),
    frames: warmups.reduce((sum, { frames }) => sum + frames, 0),
    ms: Math.max(...warmups.map(({ ms }) => ms)),
  };
}

function unitedStatuses(parts: readonly BenchPart[]): BenchPart['statuses'] {
  const told = parts.flatMap(({ statuses }) => statuses).map(({ status, streams }) => [status, streams] as const);
  return sumBy(told).map(([status, streams]) => ({ status, streams }));
}

function unitedProcess(processes: readonly BenchProcess[]): BenchProcess {
  const cpus = processes.flatMap(({ cpuMs }) => cpuMs ?? []);
  const delays = processes.flatMap(({ loopDelayP99Ms }) => loopDelayP99Ms ?? []);
  return {
    wallMs: Math.max(...processes.map(({ wallMs }) => wallMs)),
    cpuMs: cpus.length < processes.length ? null : cpus.reduce((sum, cpuMs) => sum + cpuMs, 0),
    loopBusy: Math.max(...processes.map(({ loopBusy }) => loopBusy)),
    loopDelayP99Ms: delays.length === 0 ? null : Math.max(...delays),
  };
}
