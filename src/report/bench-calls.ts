import type { BenchCalls, BenchPart } from '../base/bench-result.ts';
import type { RoundTripSummary } from '../base/metrics.ts';
import type { RunResult } from '../base/result.ts';
import { plural } from '../base/text.ts';
import { formatMs, formatNumber } from '../base/units.ts';
import { percentileWords } from './measures-part.ts';

type Rows = (readonly [label: string, text: string])[];

/** Label and text of each measure of calls; none where streams were measured. */
export function callRows({ calls, callMs, callCorrectedMs }: BenchPart): Rows {
  if (calls === undefined || callMs === undefined) return [];
  const few = callMs.count > 0 && callMs.reason !== undefined ? [['', callMs.reason] as const] : [];
  return [
    ['calls', countWords(calls)],
    ['latency', latencyWords(callMs)],
    ...(callCorrectedMs ? [['from the plan', latencyWords(callCorrectedMs)] as const] : []),
    ...few,
    ['statuses', statusWords(calls)],
  ];
}

/** `50000 calls, 4999.2 calls/s, p95 12.3 ms` for the verdict; empty where none were measured. */
export function callFigureWords({ bench }: Pick<RunResult, 'bench'>): string[] {
  const { calls, callMs, callCorrectedMs } = bench ?? {};
  if (calls === undefined || callMs === undefined) return [];
  const { p95, max } = callCorrectedMs ?? callMs;
  const shown = p95 ?? max;
  return [
    ...(calls.perSecond === null ? [] : [`${perSecond(calls.perSecond)} calls/s`]),
    ...(shown === null ? [] : [`latency ${p95 === null ? 'max' : 'p95'} ${formatMs(shown)}`]),
  ];
}

/** `12 of 50000 calls failed`; empty where none did. */
export function failedCallWords({ bench }: Pick<RunResult, 'bench'>): string[] {
  const { failed = 0, made = 0 } = bench?.calls ?? {};
  return failed === 0 ? [] : [`${failed} of ${plural(made, 'call')} failed`];
}

function countWords({ made, failed, cut, perSecond: rate, perLane }: BenchCalls): string {
  const { min, median, max } = perLane;
  const each = [min, median, max].map((value) => (value === null ? 'n/a' : perSecond(value))).join(' / ');
  return [
    `${made} made`,
    ...(failed === 0 ? [] : [`${failed} of them failed`]),
    ...(cut === 0 ? [] : [`${cut} under way at the end and left out`]),
    ...(rate === null ? [] : [`${perSecond(rate)} calls/s (per lane ${each})`]),
  ].join(', ');
}

function latencyWords(times: RoundTripSummary): string {
  const { count, min, mean, stddev, max } = times;
  if (min === null || max === null || mean === null || stddev === null) return 'no call came to its end';
  return [
    `min ${formatMs(min)}`,
    ...percentileWords(times, 'calls'),
    `max ${formatMs(max)}`,
    `mean ${formatMs(mean)} +- ${formatMs(stddev)}`,
    `n=${count}`,
  ].join(', ');
}

function statusWords({ statuses }: BenchCalls): string {
  return statuses.length === 0 ? 'none' : statuses.map(({ status, calls }) => `${calls} ${status}`).join(', ');
}

function perSecond(value: number): string {
  return formatNumber(value, value < 100 ? 2 : 1);
}

/** What a bench of calls was spread over: `50 lanes`, or `calls at planned instants`. */
export function lanesWords({ streams, starts }: BenchPart): string {
  return starts?.kind === 'rate' ? 'calls at planned instants' : plural(streams, 'lane');
}
