import { isEstimable } from '../base/baseline.ts';
import { blocksPass } from '../base/slo.ts';
import type { CheckResult, RunResult, SloResult } from '../base/result.ts';
import { plural, printable } from '../base/text.ts';
import { comparisonWords } from './baseline-part.ts';
import { benchRows } from './bench-part.ts';
import { measureRows } from './measures-part.ts';
import { phaseLines } from './phases.ts';
import type { Noun } from './words.ts';
import { amount, extent, longPlace, nounOf, subject, toleratedWords } from './words.ts';
import { element, escapeXml } from './xml.ts';

type Kind = 'failure' | 'error' | 'skipped' | 'system-out';

interface Case {
  readonly group: string;
  readonly name: string;
  readonly seconds?: number;
  /** Said in system-out of a case that is green whatever else fails. */
  readonly note?: string;
  readonly mark?: { readonly kind: Kind; readonly message: string; readonly text?: string };
}

/** Rules whose violation is a broken stream (exit 4) rather than a finding. */
const BREAKING = new Set(['stream.status', 'stream.stalled', 'connect.grpc']);

/**
 * JUnit XML: one case a rule, one a threshold, one for the connection. Findings are failures; a broken stream, a run
 * that could not be made and an undecided threshold are errors. A run that did not pass never gives a green suite.
 */
export function renderJunit(result: RunResult): string {
  const rules = result.checks.map((check) => ruleCase(check, result));
  const cases = withoutGreenLie(
    [
      connectionCase(result),
      ...rules,
      ...result.slo.map(thresholdCase),
      ...baselineCases(result),
      ...repeatCases(result),
    ],
    result,
  );
  const count = (kind: Kind): number => cases.filter(({ mark }) => mark?.kind === kind).length;
  const totals = {
    name: suiteName(result),
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds(result.durationMs),
  };
  const properties = element('properties', {}, [
    property('runId', result.runId),
    property('outcome', result.outcome),
    property('summary', result.summary.line),
    ...Object.entries(result.labels).map(([name, value]) => property(`label.${name}`, value)),
    ...result.suspect.map((reason) => property('suspect', reason)),
    ...benchProperties(result),
  ]);
  const suite = element('testsuite', { ...totals, timestamp: result.startedAt, hostname: result.target?.address }, [
    properties,
    ...cases.map(renderCase),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', totals, [suite])}\n`;
}

/** `grpc-validate stream 127.0.0.1:50051 job 12-70788 embedded`. */
function suiteName(result: RunResult): string {
  const parts = [result.tool.name, result.command, result.target?.address, subject(result)];
  if (result.target?.embedded === true) parts.push('embedded');
  return parts.filter((part) => part !== null && part !== undefined).join(' ');
}

function connectionCase(result: RunResult): Case {
  const phases = result.command === 'connect' ? phaseLines(result) : [];
  const base = {
    group: 'connection',
    name: 'connection',
    seconds: (result.connect.ms ?? 0) / 1000,
    ...(phases.length === 0 ? {} : { note: phases.join('\n') }),
  };
  const { outcome, failure, status, checks } = result;
  const told = checks.some(({ rule, status: ended }) => BREAKING.has(rule) && ended === 'failed');
  if (outcome === 'errored' || outcome === 'interrupted' || (outcome === 'broken' && !told)) {
    const message = failure?.message ?? (status === null ? outcome : `${status.name}: ${status.message}`);
    const hint = failure?.hint ?? undefined;
    return { ...base, mark: { kind: 'error', message, ...(hint === undefined ? {} : { text: hint }) } };
  }
  return base;
}

function ruleCase(check: CheckResult, result: RunResult): Case {
  const base = { group: `checks.${check.family}`, name: check.rule };
  if (check.status === 'passed') return check.violations > 0 ? { ...base, note: toleratedWords(check) } : base;
  if (check.status === 'skipped') {
    return { ...base, mark: { kind: 'skipped', message: check.reason ?? 'not examined' } };
  }
  const message = `${extent(check)}: ${check.findings[0]?.message ?? check.rule}`;
  const mark = { message, text: findingsText(check, nounOf(result)) };
  if (check.status === 'warned') return { ...base, mark: { kind: 'system-out', ...mark } };
  const breaks = result.outcome === 'broken' && BREAKING.has(check.rule);
  return { ...base, mark: { kind: breaks ? 'error' : 'failure', ...mark } };
}

function findingsText({ findings, reason }: CheckResult, noun: Noun): string {
  const lines = findings.map((finding) => {
    const place = longPlace(finding, noun);
    const path = finding.path === undefined ? '' : `${finding.path} `;
    return `${place === '' ? '' : `${place}: `}${path}expected ${finding.expected}, got ${finding.actual}`;
  });
  return [...lines, ...(reason === undefined ? [] : [reason])].join('\n');
}

function thresholdCase(slo: SloResult): Case {
  const base = { group: 'thresholds', name: slo.expression };
  if (slo.status === 'passed') return base;
  const limit = `${slo.metric} limit ${amount(slo.limit, slo.unit)} (${slo.origin})`;
  const reason = slo.reason === undefined ? '' : `: ${slo.reason}`;
  if (slo.status === 'skipped') {
    return { ...base, mark: { kind: blocksPass(slo) ? 'failure' : 'skipped', message: notEstimable(slo) } };
  }
  const message = `${limit}, actual ${amount(slo.actual, slo.unit)}${reason}`;
  return { ...base, mark: { kind: slo.status === 'failed' ? 'failure' : 'error', message } };
}

/** One a metric; one for all where the runs are not comparable. */
function baselineCases({ baseline }: RunResult): Case[] {
  if (baseline === undefined) return [];
  const { file, reason, comparisons } = baseline;
  if (reason !== undefined) {
    return [
      { group: 'baseline', name: printable(file), mark: { kind: 'error', message: `not comparable: ${reason}` } },
    ];
  }
  return comparisons.map((each) => {
    const base = { group: 'baseline', name: each.metric };
    const message = comparisonWords(each);
    if (!isEstimable(each)) return { ...base, mark: { kind: 'skipped', message } };
    if (each.verdict === 'regressed') return { ...base, mark: { kind: 'failure', message } };
    return each.verdict === 'not comparable'
      ? { ...base, mark: { kind: 'error', message } }
      : { ...base, note: message };
  });
}

/** One a repeat of a bench; where the run passed in spite of one that did not, that was allowed. */
function repeatCases({ bench, outcome }: RunResult): Case[] {
  const { repeats = [] } = bench ?? {};
  return repeats.map((repeat) => {
    const base = { group: 'repeats', name: `repeat ${repeat.n}`, seconds: repeat.durationMs / 1000 };
    const message = `${repeat.outcome} after ${plural(repeat.frames, 'frame')}, exit code ${repeat.exitCode}`;
    if (repeat.outcome === 'passed') return base;
    if (outcome === 'passed') return { ...base, note: `${message}, allowed by the success rate asked for` };
    return { ...base, mark: { kind: repeat.outcome === 'failed' ? 'failure' : 'error', message } };
  });
}

/** What a bench measured, by the labels of the report for people. */
function benchProperties({ bench, metrics }: RunResult): string[] {
  if (bench === undefined) return [];
  const rows = [...(metrics === null ? [] : measureRows(metrics, 'frame')), ...benchRows(bench)];
  return rows.filter(([label]) => /^\w/.test(label)).map(([label, words]) => property(`bench.${label}`, words));
}

/** The reason mostly says it itself. */
function notEstimable({ reason = '' }: SloResult): string {
  if (reason === '' || /\bnot (?:estimable|measured)\b/.test(reason)) return reason || 'not estimable';
  return `not estimable: ${reason}`;
}

/** Where only warnings failed the run (`--fail-on warning`), they are failures. */
function withoutGreenLie(cases: readonly Case[], { outcome, summary }: RunResult): readonly Case[] {
  const red = cases.some(({ mark }) => mark?.kind === 'failure' || mark?.kind === 'error');
  if (outcome === 'passed' || red) return cases;
  const warned = cases.some(({ mark }) => mark?.kind === 'system-out');
  if (!warned) {
    const mark = { kind: 'failure' as const, message: summary.line };
    return cases.map((each) => (each.group === 'connection' ? { ...each, mark } : each));
  }
  return cases.map((each) =>
    each.mark?.kind === 'system-out' ? { ...each, mark: { ...each.mark, kind: 'failure' as const } } : each,
  );
}

function renderCase({ group, name, seconds: took = 0, mark, note }: Case): string {
  const children = [
    ...(mark === undefined ? [] : [marked(mark)]),
    ...(note === undefined ? [] : [marked({ kind: 'system-out', message: note })]),
  ];
  return element('testcase', { classname: group, name, time: took.toFixed(3) }, children);
}

function marked({ kind, message, text }: NonNullable<Case['mark']>): string {
  // An element of text has its text unindented, so it is written here rather than by element().
  const body = clean(text ?? '');
  if (kind === 'system-out')
    return `<system-out>${escapeXml(clean(message))}${body === '' ? '' : `&#10;${escapeXml(body)}`}</system-out>`;
  const opening = `${kind} message="${escapeXml(clean(message))}"${kind === 'skipped' ? '' : ` type="${kind}"`}`;
  return body === '' ? `<${opening}/>` : `<${opening}>${escapeXml(body)}</${kind}>`;
}

function property(name: string, value: string): string {
  return element('property', { name, value: clean(value) });
}

/** Peer text made safe line by line: our own line ends stay. */
function clean(text: string): string {
  return text
    .split('\n')
    .map((line) => printable(line, 2000))
    .join('\n');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
