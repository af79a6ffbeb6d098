import { randomUUID } from 'node:crypto';
import { availableParallelism, release, type } from 'node:os';
import type { CheckStatus, RunResult } from '../base/result.ts';
import { plural } from '../base/text.ts';
import { judgeSlos } from '../measure/slo.ts';
import { verdictLine } from '../report/line.ts';
import type { Host } from './host.ts';
import type { StreamPlan } from './plan.ts';
import type { StreamRun } from './stream-run.ts';
import { judgeRun } from './verdict.ts';

/** Puts a run into the document every reporter reads; docs/result.schema.json describes it. */
export function buildResult(plan: StreamPlan, host: Host, run: StreamRun, durationMs: number): RunResult {
  const { outcome, failure } = run;
  const checks = outcome?.checks ?? [];
  const connect = connectPart(run);
  const slo = outcome ? judgeSlos(plan.slos, observation(run, connect), outcome.suspect) : [];
  const verdict = judgeRun({
    failure,
    reason: outcome?.reason ?? null,
    signal: host.signal.reason,
    checks,
    slo,
    failOn: plan.failOn,
  });
  const counts = countChecks(checks);
  const document: RunResult = {
    schemaVersion: 1,
    tool: { name: 'grpc-validate', version: host.version },
    runId: randomUUID(),
    labels: plan.labels,
    command: plan.command,
    call: null,
    startedAt: new Date(run.startedAt).toISOString(),
    endedAt: new Date(run.startedAt + durationMs).toISOString(),
    durationMs,
    outcome: verdict.outcome,
    endReason: endReason(run),
    exitCode: verdict.exitCode,
    summary: { ...counts, line: '' },
    settings: plan.settings,
    environment: { node: process.version, os: `${type()} ${release()}`, cpus: availableParallelism() },
    target: targetPart(plan, run),
    server: null,
    job: plan.job === null ? null : { id: plan.job, live: plan.expectation.live },
    layout: { name: plan.layout.name, element: plan.layout.element, axes: plan.layout.axes },
    connect,
    status: outcome?.end.status ?? null,
    frames: outcome && framesPart(plan, outcome),
    source: outcome && {
      firstRow: outcome.count.firstRow,
      lastRow: outcome.count.lastRow,
      ageMs: outcome.count.ageMs,
    },
    metrics: outcome?.metrics ?? null,
    streams: outcome
      ? [
          {
            streamId: outcome.streamId,
            frames: outcome.received,
            metrics: outcome.metrics,
            status: outcome.end.status,
            checks,
          },
        ]
      : [],
    timeline: outcome?.timeline ?? [],
    checks,
    slo,
    suspect: outcome?.suspect ?? [],
    notes: [...plan.notes, ...streamNotes(run)],
    failure: failurePart(run),
  };
  return { ...document, summary: { ...counts, line: verdictLine(document) } };
}

function connectPart({ attempts, connection, firstAttemptAt, outcome }: StreamRun): RunResult['connect'] {
  const firstMessageAt = outcome?.end.firstMessageAt ?? null;
  return {
    attempts,
    ms: connection && connection.connectedAt - connection.dialledAt,
    startupMs: firstMessageAt === null || firstAttemptAt === null ? null : firstMessageAt - firstAttemptAt,
  };
}

function observation({ outcome }: StreamRun, connect: RunResult['connect']): Parameters<typeof judgeSlos>[1] {
  return {
    metrics: outcome?.metrics ?? null,
    connectMs: connect.ms,
    startupMs: connect.startupMs,
    frames: outcome?.received ?? null,
    lost: outcome?.lost ?? null,
    repeated: outcome?.repeated ?? null,
    errors: outcome && (broke(outcome.checks) ? 1 : 0),
  };
}

function broke(checks: RunResult['checks']): boolean {
  return checks.some(({ rule, status }) => ['stream.status', 'stream.stalled'].includes(rule) && status === 'failed');
}

function countChecks(checks: RunResult['checks']): Omit<RunResult['summary'], 'line'> {
  const count = (wanted: CheckStatus): number => checks.filter(({ status }) => status === wanted).length;
  return { passed: count('passed'), warned: count('warned'), failed: count('failed'), skipped: count('skipped') };
}

function endReason({ outcome, failure }: StreamRun): string {
  if (failure) return failure.code;
  if (outcome === null) return 'internal';
  return outcome.reason === 'status' && outcome.end.status.code === 0 ? 'completed' : outcome.reason;
}

function targetPart({ reach, embedded }: StreamPlan, { connection }: StreamRun): RunResult['target'] {
  return {
    address: reach.target.address,
    peerAddress: connection?.peerAddress ?? null,
    tls: connection?.tls ?? null,
    embedded,
    client: reach.client,
    windowSize: reach.windowSize,
  };
}

function framesPart({ expectation }: StreamPlan, outcome: NonNullable<StreamRun['outcome']>): RunResult['frames'] {
  const expected = expectation.frames ?? expectation.minFrames ?? null;
  const { rows, values, payloadBytes, bad } = outcome.count;
  return {
    received: outcome.received,
    expected: expected?.value ?? null,
    expectedOrigin: expected?.origin ?? null,
    rows,
    values,
    payloadBytes,
    wireBytes: outcome.end.wireBytes,
    lost: outcome.lost,
    repeated: outcome.repeated,
    bad,
  };
}

function streamNotes({ outcome }: StreamRun): string[] {
  if (outcome === null) return [];
  const { extra, end } = outcome;
  const more =
    extra > 0 ? [`${plural(extra, 'frame')} more came before the stream could be ended, and were not judged`] : [];
  return [...more, ...end.notes];
}

/** What broke the run, also when it was the stream and not we. */
function failurePart({ outcome, failure }: StreamRun): RunResult['failure'] {
  if (failure) return { code: failure.code, message: failure.message, hint: failure.hint };
  if (outcome === null) return null;
  const { reason, end, checks } = outcome;
  if (reason === 'stalled') {
    return {
      code: 'stalled',
      message: end.status.message,
      hint: 'is the source still producing? --idle-timeout sets how long to wait',
    };
  }
  if (!broke(checks)) return null;
  return {
    code: end.status.reason ?? 'stream-broken',
    message: `${end.status.name}: ${end.status.message}`,
    hint: null,
  };
}
