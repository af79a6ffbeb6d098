import type { SloResult, SloStatus } from '../base/result.ts';
import { formatMs, formatNumber } from '../base/units.ts';
import { STREAM_METRICS } from './slo-table.ts';
import type { Observation, Slo, SloMetric, SloTable, SloUnit } from './slo-table.ts';

/** Worst first. */
const ORDER: readonly SloStatus[] = ['failed', 'inconclusive', 'skipped', 'passed'];

/**
 * Judges each threshold; of several observations (the streams of a bench) the worst one counts. `suspect` are the
 * reasons to doubt our own timings: a timing limit then missed is `inconclusive`.
 */
export function judgeSlos(
  slos: readonly Slo[],
  observed: Observation | readonly Observation[],
  suspect: readonly string[],
): SloResult[] {
  return judgeSlosOf(STREAM_METRICS, slos, Array.isArray(observed) ? observed : [observed], suspect);
}

/** The same with metrics of another table. */
export function judgeSlosOf<O>(
  table: SloTable<O>,
  slos: readonly Slo[],
  observed: readonly O[],
  suspect: readonly string[],
): SloResult[] {
  return slos.map((slo) => {
    const metric = table[slo.metric];
    if (metric === undefined) throw new RangeError(`no metric ${slo.metric} in the table`);
    const judged = observed.map((each) => judge(slo, metric, each, suspect));
    return judged.toSorted((a, b) => worst(a, b, slo.operator))[0] ?? skipped(slo, metric, 'nothing was measured');
  });
}

const MET: Readonly<Record<Slo['operator'], (actual: number, limit: number) => boolean>> = {
  '<': (actual, limit) => actual < limit,
  '>': (actual, limit) => actual > limit,
  '<=': (actual, limit) => actual <= limit,
  '>=': (actual, limit) => actual >= limit,
  '=': (actual, limit) => actual === limit,
};

function judge<O>(slo: Slo, metric: SloMetric<O>, observed: O, suspect: readonly string[]): SloResult {
  const actual = metric.read(observed);
  if (actual === null) {
    const max = metric.max?.(observed) ?? null;
    if (max !== null && slo.operator.startsWith('<') && MET[slo.operator](max, slo.limit)) {
      return result(
        slo,
        metric,
        null,
        'passed',
        `not estimable, but the maximum, ${amount(max, metric.unit)}, meets it`,
      );
    }
    return skipped(slo, metric, metric.why?.(observed) ?? 'not estimable');
  }
  const met = MET[slo.operator](actual, slo.limit);
  if (met) return result(slo, metric, actual, 'passed');
  if (metric.timing && suspect.length > 0) return result(slo, metric, actual, 'inconclusive', suspect.join('; '));
  return result(slo, metric, actual, 'failed');
}

function skipped<O>(slo: Slo, metric: SloMetric<O>, reason: string): SloResult {
  return result(slo, metric, null, 'skipped', reason);
}

function result<O>(
  slo: Slo,
  metric: SloMetric<O>,
  actual: number | null,
  status: SloStatus,
  reason?: string,
): SloResult {
  const why = [slo.note, reason].filter((part) => part !== undefined).join('; ');
  return {
    expression: slo.expression,
    metric: slo.metric,
    limit: slo.limit,
    origin: slo.origin,
    actual,
    unit: metric.unit,
    status,
    ...(why === '' ? {} : { reason: why }),
  };
}

function worst(a: SloResult, b: SloResult, operator: Slo['operator']): number {
  const byStatus = ORDER.indexOf(a.status) - ORDER.indexOf(b.status);
  if (byStatus !== 0 || a.actual === null || b.actual === null) return byStatus;
  return operator.startsWith('<') ? b.actual - a.actual : a.actual - b.actual;
}

function amount(value: number, unit: SloUnit): string {
  return unit === 'ms' ? formatMs(value) : `${formatNumber(value)}${unit === '' ? '' : ` ${unit}`}`;
}
