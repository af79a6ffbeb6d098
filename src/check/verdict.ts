import type { CheckResult, Severity } from '../base/result.ts';
import { plural } from '../base/text.ts';
import { formatNumber } from '../base/units.ts';
import type { Rule } from './rule.ts';
import type { Tally } from './tally.ts';

/** What of a rule decides how its counts are told. */
export type Counted = Pick<Rule, 'id' | 'family' | 'unit' | 'sensors'>;

/** Turns what a rule counted into its result. `tolerated` is the share that may violate it; `skipped` is asked when it examined nothing. */
export function concludeCheck(
  rule: Counted,
  tally: Tally,
  severity: Severity,
  tolerated: number,
  skipped: () => string,
): CheckResult {
  const base = {
    rule: rule.id,
    family: rule.family,
    severity,
    examined: tally.examined,
    violations: tally.violations,
    ...(tally.firstAt === null ? {} : { firstAt: tally.firstAt }),
    ...(tally.lastAt === null ? {} : { lastAt: tally.lastAt }),
    findings: tally.findings,
  };
  if (tally.violations > 0) {
    const share = tally.share(rule.sensors === true);
    if (tolerated > 0 && share <= tolerated) {
      return { ...base, status: 'passed', reason: tell(rule, tally, share, tolerated) };
    }
    return { ...base, status: severity === 'error' ? 'failed' : 'warned' };
  }
  if (tally.examined === 0) return { ...base, status: 'skipped', reason: skipped() };
  return { ...base, status: 'passed' };
}

/** The result of a rule the user switched off by `flag`. */
export function switchedOff(
  { id, family, severity }: Pick<Rule, 'id' | 'family' | 'severity'>,
  flag: string,
): CheckResult {
  const reason = `switched off (${flag})`;
  return { rule: id, family, severity, examined: 0, violations: 0, findings: [], status: 'skipped', reason };
}

function tell(rule: Counted, tally: Tally, share: number, tolerated: number): string {
  const percent = `${formatNumber(100 * share)} % violate it, ${formatNumber(100 * tolerated)} % are tolerated`;
  return rule.sensors === true
    ? `${plural(tally.violations, 'frame')} violate it; of the sensors judged ${percent}`
    : `${tally.violations} of ${plural(tally.examined, rule.unit.slice(0, -1))}: ${percent}`;
}
