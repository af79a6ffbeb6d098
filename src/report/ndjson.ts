import type { CheckResult, Finding, RunResult, SloResult } from '../base/result.ts';
import { safeJson } from '../base/text.ts';
import { inOrder } from './json.ts';

/** What is known while a stream runs. */
export interface IntervalFigures {
  readonly frames: number;
  readonly fps: number | null;
  readonly lastGapMs: number | null;
}

/** First record: what runs against what. `startedAt` is ISO 8601. */
export function startRecord(command: string, target: string, startedAt: string): string {
  return record('start', { schemaVersion: 1, command, target, startedAt });
}

/** Once a second while the stream runs; figures beyond the named ones are kept. */
export function intervalRecord(figures: IntervalFigures): string {
  return record('interval', figures);
}

/** One finding with the rule it broke. */
export function findingRecord(
  check: Pick<CheckResult, 'rule' | 'family' | 'severity' | 'status'>,
  finding: Finding,
): string {
  const { rule, family, severity, status } = check;
  return record('finding', { rule, family, severity, status, ...finding });
}

export function sloRecord(slo: SloResult): string {
  return record('slo', slo);
}

/** Last record: the whole document. */
export function resultRecord(result: RunResult): string {
  return record('result', inOrder(result));
}

/** A saved result as records: findings, thresholds, the result. */
export function renderNdjson(result: RunResult): string {
  const start = startRecord(result.command, result.target?.address ?? '', result.startedAt);
  const findings = result.checks.flatMap((check) => check.findings.map((finding) => findingRecord(check, finding)));
  return [start, ...findings, ...result.slo.map(sloRecord), resultRecord(result)].join('');
}

function record(type: string, fields: object): string {
  return `${safeJson({ type, ...fields })}\n`;
}
