import type { Failure } from '../../base/failure.ts';
import type { CheckResult, ConnectAttempt, Outcome, RunResult, SloResult } from '../../base/result.ts';
import { blocksPass } from '../../base/slo.ts';
import { judgeSlosOf } from '../../measure/slo-judge.ts';
import { suspectReasons } from '../../measure/overhead.ts';
import { judgeSessions } from '../../session/client/checks.ts';
import { readSessions, summarize } from '../../session/client/report.ts';
import type { SessionOutcome } from '../../session/client/session.ts';
import type { Connection } from '../../wire/types.ts';
import { makeDocument } from '../document-shell.ts';
import type { Host } from '../host.ts';
import type { RunHead } from '../plan.ts';
import type { SessionPlan } from './plan.ts';
import { commandsOfEach } from './plan.ts';
import { SESSION_METRICS } from './thresholds.ts';

/** What became of the run before it is put into words. */
export interface SessionRun {
  readonly plan: SessionPlan | null;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly attempts: readonly ConnectAttempt[];
  readonly connection: Connection | null;
  /** Of the slowest connection. */
  readonly connectMs: number | null;
  /** Null when there was no connection to open sessions on. */
  readonly outcomes: readonly SessionOutcome[] | null;
  readonly loopDelayP99Ms: number | null;
  readonly failure: Failure | null;
}

/** Checks whose violation is a broken stream, exit 4. */
const BREAKING = new Set(['session.open', 'session.status']);

/** Puts a run into the document every reporter reads. */
export function sessionDocument(head: RunHead, host: Host, run: SessionRun): RunResult {
  const { plan, outcomes, failure, attempts, connection, connectMs } = run;
  const asked = plan && {
    clients: plan.clients,
    rate: plan.commandRate,
    commands: commandsOfEach(plan),
    pingIntervalMs: plan.pingIntervalMs,
  };
  const sessions = outcomes === null || asked === null ? null : readSessions(outcomes, asked);
  const session = sessions === null || asked === null ? null : summarize(sessions, asked);
  const checks = sessions === null ? [] : judgeSessions(sessions);
  const suspect = suspectReasons({
    loopDelayP99Ms: run.loopDelayP99Ms,
    medianGapMs: null,
    validationMeanUs: null,
    backlogMax: 0,
    backlogBound: 0,
  });
  const slo = session === null ? [] : judgeSlosOf(SESSION_METRICS, head.slos, [{ connectMs, session }], suspect);
  const broken = checks.find(({ rule, violations }) => BREAKING.has(rule) && violations > 0);
  const verdict = judge(failure, broken, checks, slo, host.signal.reason);
  return makeDocument(head, host, run, {
    ...verdict,
    endReason: failure?.code ?? (broken ? 'status' : 'duration'),
    target: plan && targetOf(plan, connection),
    connect: { attempts, ms: connectMs, startupMs: null },
    status: worstStatus(outcomes ?? []),
    checks,
    slo,
    suspect,
    ...(session === null ? {} : { session }),
    failure: failure
      ? { code: failure.code, message: failure.message, hint: failure.hint }
      : broken
        ? { code: 'stream-broken', message: broken.findings[0]?.message ?? broken.rule, hint: null }
        : null,
  });
}

function judge(
  failure: Failure | null,
  broken: CheckResult | undefined,
  checks: readonly CheckResult[],
  slo: readonly SloResult[],
  signal: unknown,
): { readonly outcome: Outcome; readonly exitCode: number } {
  if (failure?.code === 'interrupted' || failure?.code === 'terminated') {
    return { outcome: 'interrupted', exitCode: signal === 'SIGTERM' ? 143 : 130 };
  }
  if (failure) return { outcome: failure.exitCode === 4 ? 'broken' : 'errored', exitCode: failure.exitCode };
  if (broken) return { outcome: 'broken', exitCode: 4 };
  const isFailed = checks.some(({ status }) => status === 'failed') || slo.some(blocksPass);
  return isFailed ? { outcome: 'failed', exitCode: 1 } : { outcome: 'passed', exitCode: 0 };
}

function targetOf({ reach, embedded }: SessionPlan, connection: Connection | null): RunResult['target'] {
  return {
    address: reach.target.address,
    peerAddress: connection?.peerAddress ?? null,
    security: reach.security,
    tls: connection?.tls ?? null,
    embedded,
    client: reach.client,
    windowSize: connection?.windowSize ?? reach.windowSize,
  };
}

/** That of a session that ended badly, else of the first. */
function worstStatus(outcomes: readonly SessionOutcome[]): RunResult['status'] {
  const bad = outcomes.find(({ phase }) => phase !== 'closed');
  return (bad ?? outcomes[0])?.end.status ?? null;
}
