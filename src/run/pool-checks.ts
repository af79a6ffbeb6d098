import type { CheckResult, CheckStatus } from '../base/result.ts';

const KEPT = 5;

/** Worst first; a rule that some stream could be judged by was made. */
const ORDER: readonly CheckStatus[] = ['failed', 'warned', 'passed', 'skipped'];

/** The checks of all streams as one list: each rule as its worst stream has it, counts added up, first five findings. */
export function poolChecks(streams: readonly (readonly CheckResult[])[]): readonly CheckResult[] {
  const [first = [], ...others] = streams;
  if (others.length === 0) return first;
  return first.map((check) => {
    const same = streams.flatMap((checks) => checks.filter(({ rule }) => rule === check.rule));
    return pool(check, same);
  });
}

function pool(check: CheckResult, same: readonly CheckResult[]): CheckResult {
  const sorted = same.toSorted((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  const worst = sorted[0] ?? check;
  const places = (key: 'firstAt' | 'lastAt'): number[] => same.flatMap((each) => each[key] ?? []);
  const settled = same.reduce((sum, each) => sum + (each.settled ?? 0), 0);
  const [firstAt, lastAt] = [places('firstAt'), places('lastAt')];
  return {
    rule: check.rule,
    family: check.family,
    status: worst.status,
    severity: worst.severity,
    examined: same.reduce((sum, { examined }) => sum + examined, 0),
    violations: same.reduce((sum, { violations }) => sum + violations, 0),
    ...(firstAt.length === 0 ? {} : { firstAt: Math.min(...firstAt) }),
    ...(lastAt.length === 0 ? {} : { lastAt: Math.max(...lastAt) }),
    ...(settled === 0 ? {} : { settled }),
    ...(worst.reason === undefined ? {} : { reason: worst.reason }),
    findings: sorted
      .flatMap(({ findings }) => findings)
      .toSorted((a, b) => (a.arrivalMs ?? Infinity) - (b.arrivalMs ?? Infinity))
      .slice(0, KEPT),
  };
}
