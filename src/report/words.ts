import type { CheckResult, Finding, RunResult, SloResult } from '../base/result.ts';
import { plural, printable } from '../base/text.ts';
import { formatMs, formatNumber } from '../base/units.ts';

/** `job 12-70788`, or the method of a call; null when neither is known. */
export function subject({ job, call }: Pick<RunResult, 'job' | 'call'>): string | null {
  const id = job?.['id'];
  if (typeof id === 'string' || typeof id === 'number') return `job ${printable(String(id), 80)}`;
  return call === null ? null : printable(call.method, 120);
}

/** What a run's streams are made of: frames of a job, messages of a call. */
export type Noun = 'frame' | 'message';

export function nounOf({ call }: Pick<RunResult, 'call'>): Noun {
  return call === null ? 'frame' : 'message';
}

/** ` (embedded simulator)` where it applies: a run against ourselves must never look like one against a server. */
export function embeddedMark(target: RunResult['target']): string {
  return target?.embedded === true ? ' (embedded simulator)' : '';
}

/** TLS or plaintext: what was asked for, or else what there was. */
export function securityOf({ security, tls }: NonNullable<RunResult['target']>): 'tls' | 'plaintext' {
  return security ?? (tls === null ? 'plaintext' : 'tls');
}

/** What a rule's count counts: frames, or 1 for a rule of the whole stream. */
export function extent(check: CheckResult): string {
  if (check.family === 'stream' || check.examined <= 1) return plural(check.violations, 'violation');
  return `${plural(check.violations, 'violation')} in ${check.examined} examined`;
}

/** Why violations did not fail a rule; for a check that passed with some. */
export function toleratedWords(check: CheckResult): string {
  return `tolerated: ${check.reason ?? extent(check)}`;
}

/** `5 frames left out by --settle: structure, range`, by how many frames; empty where none were. */
export function settledWords(checks: readonly CheckResult[]): string[] {
  const groups = new Map<number, Set<string>>();
  for (const { family, settled = 0 } of checks) {
    if (settled > 0) groups.set(settled, (groups.get(settled) ?? new Set()).add(family));
  }
  return [...groups].map(([frames, families]) => `${leftOut(frames)}: ${[...families].join(', ')}`);
}

/** `5 frames left out by --settle`. */
export function leftOut(settled: number): string {
  return `${plural(settled, 'frame')} left out by --settle`;
}

/** ` at frame 17 (sensor 7, bin 12)`, leaving out what the finding does not name, and the row where the sensor says more. */
export function shortPlace(finding: Finding, noun: Noun = 'frame'): string {
  const inside = [
    ...((finding.stream ?? 0) > 0 ? named('stream', finding.stream) : []),
    ...(finding.sensor === undefined ? named('row', finding.row) : []),
    ...named('sensor', finding.sensor),
    ...named('bin', finding.bin),
  ];
  const frame = finding.frame === undefined ? '' : ` at ${noun} ${finding.frame}`;
  return inside.length === 0 ? frame : `${frame} (${inside.join(', ')})`;
}

/** Every place a finding names, in words; empty when it names none. */
export function longPlace(finding: Finding, noun: Noun = 'frame'): string {
  const hz = finding.hz === undefined ? '' : ` (${formatNumber(finding.hz)} Hz)`;
  return [
    ...(finding.place === undefined ? [] : [printable(finding.place)]),
    ...(noun === 'message' ? [] : named('stream', finding.stream)),
    ...named(noun, finding.frame),
    ...named('frame_number', finding.frameNumber),
    ...named('row', finding.row),
    ...named('sensor', finding.sensor),
    ...(finding.bin === undefined ? [] : [`bin ${finding.bin}${hz}`]),
    ...named('byte', finding.offset),
  ].join(', ');
}

/** When the frame arrived and what time it carries. */
export function timesOf(finding: Finding): string | null {
  const parts = [
    ...(finding.arrivalMs === undefined ? [] : [`arrived ${formatMs(finding.arrivalMs)} after the request`]),
    ...(finding.sourceTime === undefined ? [] : [`source time ${isoTime(finding.sourceTime)}`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

/** Epoch ms as ISO 8601; the bare number where it is no date. */
export function isoTime(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? formatNumber(epochMs) : date.toISOString();
}

/** A value of a threshold with its unit; `n/a` when there is none. */
export function amount(value: number | null, unit: string | undefined): string {
  if (value === null) return 'n/a';
  if (unit === 'ms') return formatMs(value);
  if (unit === 'share') return `${formatNumber(value * 100, 2)} %`;
  return `${formatNumber(value)}${unit === undefined || unit === '' ? '' : ` ${unit}`}`;
}

/** `gap-p95<50ms: 61.2 ms`. */
export function thresholdWords(slo: SloResult): string {
  const what = slo.actual === null ? '' : amount(slo.actual, slo.unit);
  const status = slo.status === 'failed' || slo.status === 'passed' ? '' : slo.status;
  const reason = slo.status === 'skipped' && slo.reason !== undefined ? printable(slo.reason) : '';
  const words = [what, status, reason].filter((part) => part !== '').join(', ');
  return `${printable(slo.expression)}${words === '' ? '' : `: ${words}`}`;
}

function named(name: string, value: number | undefined): string[] {
  return value === undefined ? [] : [`${name} ${value}`];
}
