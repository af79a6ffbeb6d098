import type { CheckResult, RunResult } from '../base/result.ts';
import { printable } from '../base/text.ts';
import { formatMs } from '../base/units.ts';
import { BASELINE_HEADS, baselineRemarks, baselineSummary, comparisonRow } from './baseline-part.ts';
import { benchRows } from './bench-part.ts';
import { benchTables } from './bench-tables.ts';
import { measureRows } from './measures-part.ts';
import { attemptLines, phaseRows } from './phases.ts';
import { serverRows } from './server-part.ts';
import type { Noun } from './words.ts';
import { amount, leftOut, longPlace, nounOf, subject } from './words.ts';

const ICONS = { passed: '✅', failed: '❌', warned: '⚠️', skipped: '⏭️', inconclusive: '❔' } as const;

/** A summary for a CI step: verdict, findings, measures, thresholds; all checks folded away. */
export function renderMarkdown(result: RunResult): string {
  const icon = result.outcome === 'passed' ? ICONS.passed : ICONS.failed;
  const target = result.target === null ? 'no target' : result.target.address;
  const facts = [result.command, target, subject(result)].filter((part) => part !== null);
  if (result.target?.embedded === true) facts.push('embedded simulator');
  const found = result.checks.filter(({ status }) => status === 'failed' || status === 'warned');
  const sections = [
    `## ${icon} ${text(result.summary.line)}`,
    facts.map((fact) => text(fact)).join(' · '),
    ...(result.failure?.hint ? [`Hint: ${text(result.failure.hint)}`] : []),
    ...reached(result),
    ...(found.length === 0 ? [] : [findings(found, nounOf(result))]),
    ...thresholds(result),
    ...baselines(result),
    ...measures(result),
    ...benchMeasures(result),
    ...(result.suspect.length === 0
      ? []
      : [`**Suspect: our own side may have been too slow**\n\n${list(result.suspect)}`]),
    ...(result.checks.length === 0 ? [] : [allChecks(result.checks)]),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** How a server was reached and what it said, for `connect`. */
function reached(result: RunResult): string[] {
  if (result.command !== 'connect') return [];
  const phases = phaseRows(result).map(({ name, status, ms, detail }) => [
    `${ICONS[status]} ${name}`,
    ms === null ? '' : formatMs(ms),
    detail,
  ]);
  const attempts = attemptLines(result);
  const said = result.server === null ? [] : serverRows(result.server);
  return [
    ...(attempts.length === 0 ? [] : [list(attempts)]),
    ...(phases.length === 0 ? [] : [table(['phase', 'time', ''], phases)]),
    ...(said.length === 0 ? [] : [table(['server', ''], said)]),
  ];
}

function findings(checks: readonly CheckResult[], noun: Noun): string {
  const rows = checks.map(({ rule, status, violations, findings: [first] }) => [
    `${ICONS[status]} ${rule}`,
    String(violations),
    first === undefined ? '' : longPlace(first, noun),
    first?.expected ?? '',
    first?.actual ?? '',
  ]);
  return table(['check', 'violations', 'first at', 'expected', 'actual'], rows);
}

function thresholds({ slo }: RunResult): string[] {
  if (slo.length === 0) return [];
  const rows = slo.map(({ expression, actual, unit, origin, status, reason }) => [
    `${ICONS[status]} ${expression}`,
    amount(actual, unit),
    origin,
    reason === undefined ? status : `${status}: ${reason}`,
  ]);
  return [table(['threshold', 'actual', 'origin', 'status'], rows)];
}

function baselines({ baseline }: RunResult): string[] {
  if (baseline === undefined) return [];
  const remarks = baselineRemarks(baseline);
  return [
    `**Baseline ${text(baseline.file)}**: ${text(baselineSummary(baseline))}`,
    ...(baseline.comparisons.length === 0 ? [] : [table(BASELINE_HEADS, baseline.comparisons.map(comparisonRow))]),
    ...(remarks.length === 0 ? [] : [list(remarks)]),
  ];
}

function measures({ metrics, call }: RunResult): string[] {
  if (metrics === null) return [];
  const rows = measureRows(metrics, nounOf({ call })).map(([label, words]) => [label, words]);
  return [table(['measure', 'value'], rows)];
}

function benchMeasures(result: RunResult): string[] {
  const { bench } = result;
  if (bench === undefined) return [];
  const tables = benchTables(result).map(({ heads, rows }) => table(heads, rows));
  return [table(['bench', ''], benchRows(bench)), ...tables];
}

function allChecks(checks: readonly CheckResult[]): string {
  const rows = checks.map(({ rule, status, examined, violations, reason, settled = 0 }) => [
    rule,
    `${ICONS[status]} ${status === 'passed' && violations > 0 ? 'tolerated' : status}`,
    String(examined),
    String(violations),
    [reason ?? [], settled > 0 ? leftOut(settled) : []].flat().join('; '),
  ]);
  const body = table(['check', 'status', 'examined', 'violations', 'reason'], rows);
  return `<details><summary>All ${checks.length} checks</summary>\n\n${body}\n\n</details>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [tableRow(head), tableRow(head.map(() => '---')), ...rows.map((row) => tableRow(row.map(text)))].join('\n');
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${text(item)}`).join('\n');
}

/** Text that neither ends a table cell nor becomes markup, link or mention, not even by itself, as addresses do. */
function text(raw: string): string {
  return printable(raw, 2000)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]|~#!]/g, String.raw`\$&`)
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, 'www&#46;');
}
