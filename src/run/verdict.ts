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
  readonly failOn: Severity;
}

/** With several causes the first of 130/143, 70, 2, 3, 4, 1 is the exit code. */
export function judgeRun(evidence: Evidence): Verdict {
  const { failure, reason } = evidence;
  if (reason === 'interrupted') {
    return { outcome: 'interrupted', exitCode: evidence.signal === 'SIGTERM' ? 143 : 130 };
  }
  if (failure) {
    const interrupted = failure.code === 'interrupted' || failure.code === 'terminated';
    return { outcome: interrupted ? 'interrupted' : 'errored', exitCode: failure.exitCode };
  }
  if (isBroken(evidence)) return { outcome: 'broken', exitCode: 4 };
  if (isFailed(evidence)) return { outcome: 'failed', exitCode: 1 };
  return { outcome: 'passed', exitCode: 0 };
}

function isBroken({ reason, checks }: Evidence): boolean {
  if (reason === 'stalled' || reason === 'broken') return true;
  return checks.some(({ rule, status }) => rule === 'stream.status' && status === 'failed');
}

function isFailed({ checks, slo, failOn }: Evidence): boolean {
  return (
    checks.some(({ status }) => status === 'failed' || (status === 'warned' && failOn === 'warning')) ||
    slo.some(blocksPass)
  );
}
