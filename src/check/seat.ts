import type { Expectation } from '../base/expectation.ts';
import type { CheckResult, Finding, Severity } from '../base/result.ts';
import type { Rule, RuleRun } from './rule.ts';
import type { Shared } from './shared.ts';
import { Tally } from './tally.ts';
import { concludeCheck } from './verdict.ts';

/** What the user said about rules, by rule id. */
export interface RuleSettings {
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** The share of what the rule examines that may violate it. */
  readonly tolerances: ReadonlyMap<string, number>;
}

/** One rule at work on one stream. */
export interface Seat {
  readonly rule: Rule;
  readonly run: RuleRun;
  readonly tally: Tally;
  readonly severity: Severity;
  /** Whether the user chose the severity. */
  readonly fixed: boolean;
  readonly tolerated: number;
}

export interface SeatOptions extends RuleSettings {
  readonly stream: number;
  readonly expectation: Expectation;
  readonly shared: Shared;
  readonly onFinding?: (finding: Finding) => void;
}

/** Violations so far, tolerances aside. */
export interface SeatCounts {
  readonly errors: number;
  readonly warnings: number;
}

export function seatRule(rule: Rule, options: SeatOptions): Seat {
  const { stream, expectation, shared, severities, tolerances, onFinding } = options;
  const tally = new Tally(onFinding);
  const given = severities.get(rule.id);
  return {
    rule,
    tally,
    run: rule.start({ stream, expectation, tally, shared }),
    severity: given === undefined || given === 'off' ? rule.severity : given,
    fixed: given !== undefined,
    tolerated: tolerances.get(rule.id) ?? 0,
  };
}

/** The result of a rule whose stream is over; `unseen` says why it saw nothing at all, null when it saw something. */
export function concludeSeat(seat: Seat, unseen: () => string | null = () => null): CheckResult {
  const reason = (): string => unseen() ?? seat.run.skipped();
  return concludeCheck(seat.rule, seat.tally, severityOf(seat), seat.tolerated, reason);
}

export function countSeats(seats: readonly Seat[]): SeatCounts {
  let errors = 0;
  let warnings = 0;
  for (const seat of seats) {
    if (severityOf(seat) === 'error') errors += seat.tally.violations;
    else warnings += seat.tally.violations;
  }
  return { errors, warnings };
}

function severityOf({ run, severity, fixed }: Seat): Severity {
  return fixed ? severity : (run.severity?.() ?? severity);
}
