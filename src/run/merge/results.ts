import type { BenchWarmup } from '../../base/bench-result.ts';
import { blocksPass } from '../../base/slo.ts';
import type { MergedRun, RunResult, Setting, SloResult } from '../../base/result.ts';
import { poolMetrics } from '../../measure/pool.ts';
import { judgeSlos } from '../../measure/slo.ts';
import type { Slo } from '../../measure/slo.ts';
import { callFigures } from '../bench/calls/document.ts';
import { ownFigures, warmupNote } from '../bench/pooled.ts';
import { isBroken } from '../document.ts';
import { makeDocument } from '../document-shell.ts';
import { poolChecks } from '../pool-checks.ts';
import type { Verdict } from '../verdict.ts';
import { judgeRun } from '../verdict.ts';
import { unitedBench } from './bench.ts';
import { unitedConnect, unitedFrames, unitedSource, unitedTimeline } from './parts.ts';
import { measuredOf, offsets, unitedStreams } from './streams.ts';

export interface MergeOptions {
  /** Of this tool. */
  readonly version: string;
  /** Thresholds in place of those the runs had. */
  readonly slos?: readonly Slo[];
  /** The runs, where they are to be named. */
  readonly mergedFrom?: readonly MergedRun[];
  /** Said beside what the runs note. */
  readonly notes?: readonly string[];
}

/**
 * Benches that ran side by side as one run: everything is pooled from the streams, as within one run, so that counts,
 * histograms and moments are those one process would have had. Thresholds are judged anew, on the worst stream; the
 * outcome is the worst. The runs must fit together, which is the caller's to see to.
 */
export function mergeResults(results: readonly [RunResult, ...RunResult[]], options: MergeOptions): RunResult {
  const streams = unitedStreams(results);
  const metrics = poolMetrics(streams.map(measuredOf));
  const checks = poolChecks(streams.map((stream) => stream.checks));
  const frames = unitedFrames(results);
  const connect = unitedConnect(results);
  const suspect = bounded(union(results.map((result) => result.suspect)));
  const benches = results.flatMap(({ bench }) => bench ?? []);
  const { timeline, timelineFrom } = unitedTimeline(results);
  const whole = benches.length === results.length;
  const bench = benches.length === 0 ? undefined : unitedBench(benches, streams, metrics, timelineFrom, whole);
  const slos = options.slos ?? thresholdsOf(results);
  const run = {
    connectMs: connect.ms,
    startupMs: connect.startupMs,
    errors: streams.filter(isBroken).length,
    missed: bench?.starts?.missed ?? null,
    successRate: bench?.successRate ?? null,
  };
  const observed = bench?.calls
    ? [{ ...run, ...callFigures(bench, metrics, frames?.received ?? null) }]
    : streams.map((stream) => ({ ...run, ...ownFigures(stream) }));
  const slo = frames === null ? [] : judgeSlos(slos, observed, suspect);
  const worst = worstOf(results);
  const startedAt = Math.min(...results.map((result) => Date.parse(result.startedAt)));
  const endedAt = Math.max(...results.map((result) => Date.parse(result.startedAt) + result.durationMs));
  const [first] = results;
  return makeDocument(
    { command: first.command, settings: sharedSettings(results), labels: sharedLabels(results), notes: [] },
    { version: options.version },
    { startedAt, durationMs: endedAt - startedAt },
    {
      ...verdictOf(results, { checks, slo, received: frames?.received ?? null }),
      endReason: worst.endReason,
      environment: first.environment,
      target: (results.find(({ target }) => target?.peerAddress) ?? first).target,
      server: first.server,
      call: results.find(({ call }) => call !== null)?.call ?? null,
      job: unitedJob(results),
      layout: results.find(({ layout }) => layout !== null)?.layout ?? null,
      connect,
      status: worst.status,
      frames,
      source: unitedSource(results),
      metrics,
      streams,
      timeline,
      checks,
      ...(bench === undefined ? {} : { bench }),
      slo,
      suspect,
      notes: [...unitedNotes(results, bench?.warmup ?? null), ...(options.notes ?? [])],
      ...(options.mergedFrom === undefined ? {} : { mergedFrom: options.mergedFrom }),
      failure: failureOf(results, worst),
    },
  );
}

/** Thresholds as a document tells of them; what its limit was read from is in its expression. */
export function thresholdsOf(results: readonly RunResult[]): Slo[] {
  const judged: readonly SloResult[] = results.find(({ slo }) => slo.length > 0)?.slo ?? [];
  return judged.map(({ expression, metric, limit, origin }) => {
    const [operator = '<'] = /[<>]=?|=/.exec(expression) ?? [];
    return { expression, metric, operator: operator as Slo['operator'], limit, origin };
  });
}

const REASONS = 10;

/** Worst first, as for the exit code of one run with several causes. */
const WORST = [130, 143, 70, 2, 3, 4, 1, 0];

function worstOf(results: readonly [RunResult, ...RunResult[]]): RunResult {
  const [worst] = results.toSorted(
    (a, b) => WORST.indexOf(a.exitCode) - WORST.indexOf(b.exitCode) || ended(b) - ended(a),
  );
  return worst ?? results[0];
}

/** A stream that ended with OK is better than any that had to be ended. */
function ended({ status }: RunResult): number {
  return status === null || status.code === 0 ? 0 : 1;
}

/** The worst of what the runs came to and of what all of them together come to; thresholds count as judged anew. */
function verdictOf(
  results: readonly RunResult[],
  merged: { checks: RunResult['checks']; slo: RunResult['slo']; received: number | null },
): Verdict {
  const failOn = results[0]?.settings['fail-on']?.value === 'warning' ? 'warning' : 'error';
  const judge = (evidence: typeof merged): Verdict =>
    judgeRun({ failure: null, reason: null, signal: null, failOn, ...evidence });
  const together = judge(merged);
  const verdicts = results.map(({ outcome, exitCode, checks, slo, frames }): Verdict => {
    const bare = judge({ checks, slo: [], received: frames?.received ?? null });
    // Failed by its thresholds alone, which are judged anew.
    return outcome === 'failed' && bare.outcome === 'passed' && slo.some(blocksPass) ? bare : { outcome, exitCode };
  });
  const [worst = together] = [...verdicts, together].toSorted(
    (a, b) => WORST.indexOf(a.exitCode) - WORST.indexOf(b.exitCode),
  );
  return worst;
}

/** What all of them note, with one warm-up in place of one each. */
function unitedNotes(results: readonly RunResult[], warmup: BenchWarmup | null): string[] {
  const notes = results.flatMap((result) => {
    const own = result.bench?.warmup;
    return own ? result.notes.filter((note) => note !== warmupNote(own)) : result.notes;
  });
  return union([notes, warmup === null ? [] : [warmupNote(warmup)]]);
}

/** Why the worst of them broke, its stream under the number it has now. */
function failureOf(results: readonly RunResult[], worst: RunResult): RunResult['failure'] {
  const offset = offsets(results)[results.indexOf(worst)] ?? 0;
  if (worst.failure === null || offset === 0) return worst.failure;
  const message = worst.failure.message.replace(/^stream (\d+)/, (_, id) => `stream ${Number(id) + offset}`);
  return { ...worst.failure, message };
}

function unitedJob(results: readonly RunResult[]): RunResult['job'] {
  return results.find(({ job }) => job !== null)?.job ?? null;
}

/** Settings that all of them share. */
function sharedSettings(results: readonly [RunResult, ...RunResult[]]): Record<string, Setting> {
  const [first, ...others] = results;
  const shared = Object.entries(first.settings).filter(([name, { value }]) =>
    others.every(({ settings }) => JSON.stringify(settings[name]?.value) === JSON.stringify(value)),
  );
  return Object.fromEntries(shared);
}

function sharedLabels(results: readonly [RunResult, ...RunResult[]]): Record<string, string> {
  const [first, ...others] = results;
  return Object.fromEntries(
    Object.entries(first.labels).filter(([name, value]) => others.every(({ labels }) => labels[name] === value)),
  );
}

/** Of many processes the first of their reasons will do. */
function bounded(reasons: readonly string[]): readonly string[] {
  const more = reasons.length - REASONS;
  return more > 1 ? [...reasons.slice(0, REASONS), `${more} more of other runs`] : reasons;
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}
