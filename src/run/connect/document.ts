import type { Failure } from '../../base/failure.ts';
import type { CheckResult, ConnectAttempt, RunResult, ServerInfo } from '../../base/result.ts';
import { Status, statusWords } from '../../base/status.ts';
import { judgeSlosOf } from '../../measure/slo-judge.ts';
import type { Connection } from '../../wire/types.ts';
import { makeDocument } from '../document-shell.ts';
import type { Host } from '../host.ts';
import { judgeRun } from '../verdict.ts';
import { checkCertificate } from './certificate-check.ts';
import { withSeverity } from './conclude.ts';
import { checkGrpc, withoutAnswer } from './grpc-check.ts';
import { checkHealth } from './health-check.ts';
import type { Inquiry } from './inquiry.ts';
import { checkLayoutHealth } from './layout-health-check.ts';
import { checkMethod } from './method-check.ts';
import type { RunHead } from '../plan.ts';
import type { ConnectPlan } from './plan.ts';
import { checkReflection } from './reflection-check.ts';
import { serverInfo } from './server-info.ts';
import { CONNECT_METRICS } from './thresholds.ts';

/** What became of a `connect` run before it is put into words. */
export interface ConnectRun {
  /** Null when the embedded server was not even up. */
  readonly plan: ConnectPlan | null;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly attempts: readonly ConnectAttempt[];
  readonly connection: Connection | null;
  /** Null when not connected, or interrupted before the answers came. */
  readonly inquiry: Inquiry | null;
  readonly failure: Failure | null;
}

/** Puts a `connect` run into the document every reporter reads. */
export function connectDocument(head: RunHead, host: Host, run: ConnectRun): RunResult {
  const { inquiry, connection, failure, plan } = run;
  const attempts = withAnswer(run);
  const checks = inquiry && connection && plan ? checksOf(inquiry, connection, plan) : [];
  const ms = connection && connection.connectedAt - connection.dialledAt;
  const last = attempts.at(-1);
  const slo = last && inquiry ? judgeSlosOf(CONNECT_METRICS, head.slos, [{ ms, phases: last.phases }], []) : [];
  const evidence = { failure, reason: null, signal: host.signal.reason, checks, slo, received: null };
  const { outcome, exitCode } = judgeRun({ ...evidence, failOn: head.failOn });
  const [broken] = inquiry ? withoutAnswer(inquiry) : [];
  return makeDocument(
    head,
    host,
    { startedAt: run.startedAt, durationMs: run.durationMs },
    {
      outcome,
      exitCode,
      endReason: failure?.code ?? (broken ? brokenCode(broken) : 'completed'),
      target: plan && targetPart(plan, connection, last),
      server: connection && serverPart(connection, inquiry),
      connect: { attempts, ms, startupMs: null },
      status: broken?.status ?? null,
      checks,
      slo,
      failure: failure ? told(failure) : broken ? brokenPart(broken) : null,
    },
  );
}

function checksOf(
  inquiry: Inquiry,
  { tls }: Connection,
  { layouts, isLayoutNamed, severities }: ConnectPlan,
): CheckResult[] {
  const names = layouts.map(({ name }) => name);
  const checks = [
    checkCertificate(tls),
    checkGrpc(inquiry),
    checkHealth(inquiry.health),
    checkLayoutHealth(inquiry.layoutHealth, names),
    checkReflection(inquiry.reflection),
    checkMethod(inquiry.reflection, isLayoutNamed),
  ];
  return checks.map((check) => withSeverity(check, severities));
}

/** The first question of all is what a call's headers and first message are timed by. */
function withAnswer({ attempts, inquiry }: ConnectRun): readonly ConnectAttempt[] {
  const last = attempts.at(-1);
  if (!inquiry || !last) return attempts;
  const [{ headersMs, messageMs }] = inquiry.health;
  return [...attempts.slice(0, -1), { ...last, phases: { ...last.phases, headersMs, firstMessageMs: messageMs } }];
}

function targetPart(
  { reach, embedded }: ConnectPlan,
  connection: Connection | null,
  last: ConnectAttempt | undefined,
): RunResult['target'] {
  return {
    address: reach.target.address,
    peerAddress: connection?.peerAddress ?? null,
    security: reach.security,
    tls: connection?.tls ?? last?.tls ?? null,
    embedded,
    client: reach.client,
    windowSize: connection?.windowSize ?? reach.windowSize,
  };
}

function serverPart(connection: Connection, inquiry: Inquiry | null): ServerInfo {
  const { settings: http2 } = connection;
  return inquiry === null ? { http2 } : { ...serverInfo(inquiry), http2 };
}

type Broken = ReturnType<typeof withoutAnswer>[number];

function brokenCode({ status }: Broken): string {
  const isLate = status.origin === 'client' && status.code === Status.DEADLINE_EXCEEDED;
  return isLate ? 'stalled' : (status.reason ?? 'stream-broken');
}

const HINTS: Readonly<Record<string, string>> = {
  'not-grpc':
    'something else than a gRPC server answers on this port: check the port, and the path of a proxy before it',
  'http-status':
    'HTTP, and not gRPC, answers on this port: check the port, and whether a proxy before the server passes gRPC on',
  stalled: 'the server takes calls and does not answer them: look at its log; --connect-timeout sets how long to wait',
};

function brokenPart(broken: Broken): RunResult['failure'] {
  const code = brokenCode(broken);
  return { code, message: `${broken.method}: ${statusWords(broken.status)}`, hint: HINTS[code] ?? null };
}

function told({ code, message, hint }: Failure): RunResult['failure'] {
  return { code, message, hint };
}
