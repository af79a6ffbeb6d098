import { blocksPass } from '../base/slo.ts';
import { statusWords } from '../base/status.ts';
import type { CheckResult, RunResult } from '../base/result.ts';
import { plural, printable } from '../base/text.ts';
import { formatMs } from '../base/units.ts';
import { baselineFailures } from './baseline-part.ts';
import { callFigureWords, failedCallWords } from './bench-calls.ts';
import { partialMark } from './merged-part.ts';
import { sessionFigures } from './session-part.ts';
import type { Noun } from './words.ts';
import { embeddedMark, nounOf, shortPlace, subject, thresholdWords } from './words.ts';

/** What a verdict is made of: a result that lacks only the line itself. */
export type VerdictParts = Pick<
  RunResult,
  | 'command'
  | 'outcome'
  | 'target'
  | 'job'
  | 'call'
  | 'durationMs'
  | 'connect'
  | 'status'
  | 'frames'
  | 'metrics'
  | 'checks'
  | 'slo'
  | 'suspect'
  | 'failure'
  | 'session'
  | 'mergedFrom'
  | 'bench'
  | 'baseline'
>;

/** How many checks ended how. */
export function countChecks(
  checks: readonly CheckResult[],
): Readonly<Record<'passed' | 'warned' | 'failed' | 'skipped', number>> {
  const counts = { passed: 0, warned: 0, failed: 0, skipped: 0 };
  for (const { status } of checks) counts[status] += 1;
  return counts;
}

/** The verdict in one line without a line end; also what fills `summary.line`. */
export function verdictLine(parts: VerdictParts): string {
  return `${verdictWords(parts)}${repeatWords(parts)}${parts.suspect.length > 0 ? ', timings suspect' : ''}`;
}

/** How many of the repeats that were not interrupted passed. */
function repeatWords({ bench }: VerdictParts): string {
  const { repeats = [] } = bench ?? {};
  const over = repeats.filter(({ outcome }) => outcome !== 'interrupted');
  const passed = over.filter(({ outcome }) => outcome === 'passed').length;
  if (repeats.length === 0) return '';
  return over.length === 0 ? ', in the first repeat' : `, ${passed} of ${plural(over.length, 'repeat')} passed`;
}

function verdictWords(parts: VerdictParts): string {
  const mark = embeddedMark(parts.target) + partialMark(parts.mergedFrom);
  if (parts.outcome === 'passed') {
    return `PASSED${mark}: ${[...figures(parts), ...timing(parts), ...beside(parts)].join(', ')}`;
  }
  if (parts.outcome === 'failed') return `FAILED${mark}: ${[reasons(parts), ...failedCallWords(parts)].join(', ')}`;
  if (parts.outcome === 'broken') return `BROKEN${mark}: ${breakage(parts)}`;
  if (parts.outcome === 'errored') return `ERROR${mark}: ${failureWords(parts) ?? 'the run could not be made'}`;
  const figured = figures(parts);
  const words = figured.length === 0 ? (failureWords(parts) ?? 'nothing was received') : figured.join(', ');
  return `INTERRUPTED${mark} after ${formatMs(parts.durationMs)}: ${words}`;
}

/** The verdict, one line. */
export function renderLine(result: RunResult): string {
  return `${printable(result.summary.line, 2000)}\n`;
}

function figures(parts: VerdictParts): string[] {
  const what = subject(parts);
  const counts = countChecks(parts.checks);
  const noun = parts.checks.every(({ family }) => family === 'fixture') ? 'fixture' : 'check';
  return [
    ...(what === null ? [] : [what]),
    ...(parts.mergedFrom === undefined ? [] : [`${plural(parts.mergedFrom.length, 'run')} merged`]),
    ...connected(parts),
    ...(parts.session === undefined ? [] : sessionFigures(parts.session)),
    ...(parts.frames === null ? [] : [plural(parts.frames.received, nounOf(parts))]),
    // No check is not the same as checks of which none passed.
    ...(parts.checks.length === 0
      ? []
      : [
          `${plural(counts.passed, noun)} passed`,
          ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
          `${counts.warned} warned`,
          `${counts.skipped} skipped`,
        ]),
  ];
}

/** `connected in 12.3 ms at attempt 2`, where that is what the run is about. */
function connected({ command, connect: { ms, attempts } }: VerdictParts): string[] {
  if (command !== 'connect' || ms === null) return [];
  return [`connected in ${formatMs(ms)}${attempts.length > 1 ? ` at attempt ${attempts.length}` : ''}`];
}

function timing({ metrics, call, bench }: VerdictParts): string[] {
  if (bench?.calls) return callFigureWords({ bench });
  if (metrics === null) return [];
  const { fps, gapMs } = metrics;
  const gap = gapMs.p95 === null ? gapMs.max : gapMs.p95;
  return [
    ...(fps === null ? [] : [`${fps.toFixed(1)} ${call === null ? 'fps' : 'messages/s'}`]),
    ...(gap === null ? [] : [`gap ${gapMs.p95 === null ? 'max' : 'p95'} ${formatMs(gap)}`]),
  ];
}

/** `baseline: within noise`. */
function beside({ baseline }: VerdictParts): string[] {
  return baseline === undefined ? [] : [`baseline: ${baseline.verdict}`];
}

/** The first thing that failed, and how many more did. Warnings only where nothing else explains the failure. */
function reasons(parts: VerdictParts): string {
  const thresholds = parts.slo.filter(blocksPass).map((slo) => `threshold ${thresholdWords(slo)}`);
  const rules = (status: 'failed' | 'warned'): string[] =>
    parts.checks.filter((check) => check.status === status).map((check) => ruleWords(check, nounOf(parts)));
  const baseline = parts.baseline === undefined ? [] : baselineFailures(parts.baseline);
  const failed = [...rules('failed'), ...thresholds, ...baseline];
  const all = failed.length > 0 ? failed : rules('warned');
  const [first, ...more] = all;
  if (first === undefined) return failureWords(parts) ?? failedRun(parts) ?? 'no reason was recorded';
  return more.length === 0 ? first : `${first}; +${more.length} more`;
}

/** A run that failed by what was not merged, as a comparison with a baseline is. */
function failedRun({ mergedFrom = [] }: VerdictParts): string | null {
  const run = mergedFrom.find(({ exitCode }) => exitCode !== 0);
  return run === undefined ? null : `${printable(run.file)} failed by itself, as the notes tell`;
}

function ruleWords(check: CheckResult, noun: Noun): string {
  const [finding] = check.findings;
  if (finding === undefined) return `${check.rule}: ${plural(check.violations, 'violation')}`;
  return `${check.rule}${shortPlace(finding, noun)}: ${printable(finding.message)}`;
}

/** `CAUSE after N frames: what happened`, whether the run recorded the cause or only the status. */
function breakage({ status, failure, frames, call }: VerdictParts): string {
  const after = frames === null ? '' : ` after ${plural(frames.received, nounOf({ call }))}`;
  const code = failure?.code ?? status?.reason ?? 'stream-broken';
  const told = failure?.message ?? (status === null ? 'no status is known' : statusWords(status));
  return `${printable(code, 60)}${after}: ${printable(told)}`;
}

function failureWords({ failure }: VerdictParts): string | null {
  return failure === null ? null : `${failure.code}: ${printable(failure.message)}`;
}
