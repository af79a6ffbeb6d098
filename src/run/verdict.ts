import type { CheckResult, Outcome, Severity, SloResult } from '../base/result.ts';
import type { StreamEnd } from '../base/expectation.ts';
import type { Failure } from '../base/failure.ts';
import { blocksPass } from '../base/slo.ts';

export interface Verdict {
  readonly outcome: Outcome;
  readonly exitCode: number;
}

/** What the verdict is made of. */
export interface Evidence {
  readonly failure: Failure | null;
  readonly reason: StreamEnd['reason'] | null;
  /** `SIGTERM` when that is what interrupted the run. */
  readonly signal: unknown;
  readonly checks: readonly CheckResult[];
  readonly slo: readonly SloResult[];
  /** Frames that came, good and bad; null when no stream was opened. */
  readonly received: number | null;
  readonly failOn: Severity;
}

/** With several causes the first of 130/143, 70, 2, 3, 4, 1 is the exit code. */
export function judgeRun(evidence: Evidence): Verdict {
  const { failure, reason } = evidence;
  if (reason === 'interrupted') {
    return { outcome: 'interrupted', exitCode: evidence.signal === 'SIGTERM' ? 143 : 130 };
  }
  if (failure) {
    return { outcome: outcomeOf(failure), exitCode: failure.exitCode };
  }
  if (isBroken(evidence)) return { outcome: 'broken', exitCode: 4 };
  if (isFailed(evidence)) return { outcome: 'failed', exitCode: 1 };
  return { outcome: 'passed', exitCode: 0 };
}

function outcomeOf({ code, exitCode }: Failure): Outcome {
  if (code === 'interrupted' || code === 'terminated') return 'interrupted';
  return exitCode === 4 ? 'broken' : 'errored';
}

/** Rules whose violation is exit 4. */
const BREAKING: ReadonlySet<string> = new Set(['stream.status', 'connect.grpc']);

function isBroken({ reason, checks }: Evidence): boolean {
  if (reason === 'stalled' || reason === 'broken') return true;
  // Whatever severity the user gave the rule: a status nobody asked for breaks the stream.
  return checks.some(({ rule, violations }) => BREAKING.has(rule) && violations > 0);
}

function isFailed({ checks, slo, failOn, received }: Evidence): boolean {
  // Zero frames are never a pass, unless the status that was asked for came in their place.
  const isEmpty =
    received === 0 && checks.some(({ rule, violations }) => rule === 'stream.first-frame' && violations > 0);
  return (
    isEmpty ||
    checks.some(({ status }) => status === 'failed' || (status === 'warned' && failOn === 'warning')) ||
    slo.some(blocksPass)
  );
}
