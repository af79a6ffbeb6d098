import type { BenchPart } from '../../base/bench-result.ts';
import type { RunResult } from '../../base/result.ts';
import { blocksPass } from '../../base/slo.ts';
import { plural } from '../../base/text.ts';
import { judgeSlos } from '../../measure/slo.ts';
import type { Slo } from '../../measure/slo.ts';
import { countChecks, verdictLine } from '../../report/line.ts';
import type { Host, Snapshot } from '../host.ts';
import { together } from '../job-streams.ts';
import { mergeResults } from '../merge/results.ts';
import { repeatOf } from './repeat.ts';

/** Whole runs one after the other. */
export interface Repeats {
  readonly count: number;
  /** Thresholds of all of them together, such as `success-rate`. */
  readonly slos: readonly Slo[];
}

const TOLD = 5;

/**
 * Makes so many runs, whatever becomes of each, and puts all of them into one document: their streams pooled, the
 * numbers of each apart. Every threshold but those of `slos` is judged in each run. An interruption ends the series.
 */
export async function repeatBench(
  { count, slos }: Repeats,
  host: Host,
  run: (host: Host) => Promise<RunResult>,
): Promise<RunResult> {
  const results: RunResult[] = [];
  for (let n = 1; n <= count && results.at(-1)?.outcome !== 'interrupted'; n += 1) {
    const onStart =
      host.onStart && ((peek: () => Snapshot) => host.onStart?.(() => ({ ...peek(), repeat: { n, of: count } })));
    // While it connects, the run before it is over.
    if (n > 1) onStart?.(() => together([]));
    results.push(await run(onStart ? { ...host, onStart } : host));
  }
  return pooled(results as [RunResult, ...RunResult[]], slos, host);
}

function pooled(results: readonly [RunResult, ...RunResult[]], slos: readonly Slo[], { version }: Host): RunResult {
  const merged = mergeResults(results, { version });
  const over = results.filter(({ outcome }) => outcome !== 'interrupted');
  const passed = over.filter(({ outcome }) => outcome === 'passed');
  const successRate = over.length === 0 ? null : passed.length / over.length;
  const repeats = results.map((result, n) => repeatOf(n + 1, result));
  const none = { metrics: null, connectMs: null, startupMs: null, frames: null, lost: null, repeated: null };
  const rates = judgeSlos(slos, { ...none, errors: null, successRate }, []);
  const document = {
    ...merged,
    ...(merged.bench && { bench: { ...inTurn(merged.bench, results), successRate, repeats } }),
    slo: [...merged.slo, ...rates],
    notes: [...merged.notes, ...failedNotes(results)],
  };
  // Neither a bug of ours nor a series of which nothing passed is ever allowed for.
  const mayAllow = passed.length > 0 && passed.length < over.length && merged.exitCode !== 70;
  const judged = judge(document, rates, mayAllow);
  return { ...judged, summary: { ...countChecks(judged.checks), line: verdictLine(judged) } };
}

/** What the process used, one run after the other. */
function inTurn(merged: BenchPart, results: readonly RunResult[]): BenchPart {
  const { processes: _, ...bench } = merged;
  const parts = results.flatMap((result) => result.bench ?? []);
  const workers = parts[0]?.workers;
  const wallMs = parts.reduce((sum, { process }) => sum + process.wallMs, 0);
  const cpus = parts.flatMap(({ process }) => process.cpuMs ?? []);
  const cpuMs = cpus.length < parts.length ? null : cpus.reduce((sum, ms) => sum + ms, 0);
  return { ...bench, ...(workers && { workers }), process: { ...bench.process, wallMs, cpuMs } };
}

/** The worst of the runs, unless the user allows for some that do not pass. */
function judge(document: RunResult, rates: RunResult['slo'], mayAllow: boolean): RunResult {
  if (document.outcome === 'interrupted') return document;
  const missed = rates.some(blocksPass);
  if (missed && document.outcome === 'passed') return { ...document, outcome: 'failed', exitCode: 1 };
  const allowing = rates.find(({ status }) => status === 'passed');
  return missed || allowing === undefined || !mayAllow ? document : allowed(document, allowing.expression);
}

/** What failed in some of the runs is told, and decides nothing. */
function allowed(document: RunResult, expression: string): RunResult {
  const reason = `missed in some of the repeats, which ${expression} allows`;
  return {
    ...document,
    outcome: 'passed',
    exitCode: 0,
    endReason: 'completed',
    failure: null,
    checks: document.checks.map((check) =>
      check.status === 'failed' ? { ...check, status: 'warned', reason } : check,
    ),
    slo: document.slo.map((slo) => (blocksPass(slo) ? { ...slo, status: 'passed', reason } : slo)),
  };
}

function failedNotes(results: readonly RunResult[]): string[] {
  const lines = results.flatMap(({ outcome, summary }, n) =>
    outcome === 'passed' ? [] : [`repeat ${n + 1} of ${results.length}: ${summary.line}`],
  );
  const more = lines.length - TOLD;
  return more > 0 ? [...lines.slice(0, TOLD), `${plural(more, 'repeat')} more did not pass`] : lines;
}
