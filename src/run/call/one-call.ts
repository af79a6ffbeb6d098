import type { EndReason, StreamEnd } from '../../base/expectation.ts';
import type { Failure } from '../../base/failure.ts';
import type { CheckResult, RoundTripSummary } from '../../base/result.ts';
import { CallJudge } from '../../check/call-judge.ts';
import { createMeter } from '../../measure/meter.ts';
import type { Measured, Meter } from '../../measure/meter.ts';
import type { LoopMonitor } from '../../measure/overhead.ts';
import { createLoopMonitor } from '../../measure/overhead.ts';
import { methodPath } from '../../schema/registry.ts';
import type { Call, CallEnd, Connection } from '../../wire/types.ts';
import { oneAnswer } from '../../wire/unary.ts';
import { Ender } from '../ending.ts';
import type { Host, Snapshot } from '../host.ts';
import type { StreamOutcome } from '../one-stream.ts';
import { CallSink } from './message-sink.ts';
import { PingPong } from './ping-pong.ts';
import type { CallPlan } from './plan.ts';
import { answersStream } from './plan.ts';
import { Sender } from './sender.ts';
import type { CallControl, Watcher } from './watcher.ts';
import { looksAtMessages } from './watcher.ts';

/** Everything one call left behind. */
export interface CallOutcome extends StreamOutcome {
  readonly sent: { readonly messages: number; readonly bytes: number };
  /** What kept us from sending all there was to send. */
  readonly sendFailure: Failure | null;
  readonly notes: readonly string[];
}

export interface CallAttempt {
  readonly plan: CallPlan;
  readonly host: Host;
  readonly connection: Connection;
}

/** Makes one call of any kind: sends and receives at the same time, judges and measures every message, to its end. */
export async function followCall({ plan, host, connection }: CallAttempt): Promise<CallOutcome> {
  const loop = createLoopMonitor();
  const opened = openCall({ plan, host, connection, streamId: 0, loop });
  host.onStart?.(() => opened.peek());
  return await opened.outcome.finally(() => loop.stop());
}

/** What a call shares with others made beside it. */
export interface OneOfMany extends CallAttempt {
  readonly streamId: number;
  readonly loop: LoopMonitor;
  /** As of streams: see `Attempt`. */
  readonly warm?: boolean;
  readonly timelineFrom?: number;
}

/** A call under way. */
export interface CallFollowed {
  peek(): Snapshot;
  readonly outcome: Promise<CallOutcome>;
}

/** Opens one call of any kind. */
export function openCall(many: OneOfMany): CallFollowed {
  const { plan, host, connection, streamId, loop, warm = false, timelineFrom } = many;
  const { clock } = host;
  const openedAt = clock.now();
  const { expectation, severities, tolerances, requests } = plan;
  const meter = createMeter(timelineFrom === undefined ? {} : { timelineFrom });
  const judge = new CallJudge({
    stream: streamId,
    expectation,
    streaming: answersStream(plan.kind),
    severities,
    tolerances,
    requestAt: openedAt,
  });
  const pingPong = plan.sending.pingPong ? new PingPong() : null;
  const sender: Sender = new Sender({ ...plan.sending, pingPong, clock, onFirst: () => ender.begin() });
  const ender = new Ender(plan.ending, host.signal, () => sender.stop());
  const control = controlOf(ender);
  const watchers = plan.watchers.map((make) => make(control));
  const { badMessages } = plan;
  const looking = watchers.filter(looksAtMessages);
  const rooms = { judge, meter, ender, watchers: looking, badMessages, pingPong, now: clock.now, openedAt };
  const sink = new CallSink(plan.method.output, rooms);
  const { metadata, timeoutMs, maxMessageSize, compression } = plan;
  const { idleMs } = expectation;
  const options = { method: methodPath(plan.method), metadata, timeoutMs, idleMs, maxMessageSize, compression };
  const call = connection.open(options, sink);
  control.attach(call);
  ender.attach(call);
  const sent = sender.send(call, requests);
  const over = async (): Promise<CallOutcome> => {
    const end = await call.done.finally(() => sender.stop());
    await sent;
    const dialAt = warm ? null : connection.dialledAt;
    const rooms = { end, ender, sink, judge, meter, watchers, sender, pingPong, dialAt, loop };
    return { ...(await conclude(plan, rooms)), streamId };
  };
  return { peek: () => snapshot(judge, meter, watchers), outcome: over() };
}

interface Over {
  readonly end: CallEnd;
  readonly ender: Ender;
  readonly sink: CallSink;
  readonly judge: CallJudge;
  readonly meter: Meter;
  readonly watchers: readonly Watcher[];
  readonly sender: Sender;
  readonly pingPong: PingPong | null;
  readonly dialAt: number | null;
  readonly loop: LoopMonitor;
}

async function conclude(plan: CallPlan, over: Over): Promise<Omit<CallOutcome, 'streamId'>> {
  const { ender, sink, judge, meter, watchers, sender, pingPong, dialAt, loop } = over;
  const end = answersStream(plan.kind) ? over.end : oneAnswer(over.end);
  const chosen = ender.detach(end, plan.expectation.status);
  const reason: EndReason = sender.failure === null ? chosen : 'unsent';
  const checks = [
    ...judge.end(streamEnd(plan, end, reason, sink.received, sender)),
    ...watchers.flatMap((watcher): readonly CheckResult[] => watcher.end?.(seenEnd(end, sink.received)) ?? []),
  ];
  meter.backlog(end.burstMax);
  const measured = meter.close({ requestAt: end.sentAt, dialAt, loopDelayP99Ms: loop.p99() });
  const kept = (await plan.badMessages?.finish()) ?? null;
  const { received, count, extra } = sink;
  return {
    end,
    reason,
    checks,
    received,
    count,
    extra,
    lost: null,
    repeated: null,
    measured: withRoundTrips(measured, pingPong?.close() ?? null),
    sent: { messages: sender.messages, bytes: sender.bytes },
    sendFailure: sender.failure,
    notes: kept === null ? [] : [kept],
  };
}

function streamEnd(plan: CallPlan, end: CallEnd, reason: EndReason, messages: number, sender: Sender): StreamEnd {
  const { code, name, message } = end.status;
  const { afterMs, afterReason } = plan.ending;
  const lastSign = Math.max(end.lastMessageAt ?? end.sentAt, sender.lastAt ?? 0);
  return {
    messages,
    status: { code, name, message },
    answered: end.reason === 'status',
    reason,
    firstFrameMs: end.firstMessageAt === null ? null : end.firstMessageAt - end.sentAt,
    durationMs: end.endedAt - end.sentAt,
    silentMs: end.endedAt - lastSign,
    ...(afterReason === 'duration' && afterMs !== null ? { requestedMs: afterMs } : {}),
    streamsOpened: 1,
  };
}

function seenEnd({ status, trailers }: CallEnd, count: number): Parameters<NonNullable<Watcher['end']>>[0] {
  return { count, status: status.name, trailers: Object.fromEntries(trailers ?? []) };
}

function withRoundTrips(measured: Measured, roundTripMs: RoundTripSummary | null): Measured {
  return roundTripMs === null ? measured : { ...measured, metrics: { ...measured.metrics, roundTripMs } };
}

/** What watchers may do to the call; they are made before it is open. */
function controlOf(ender: Ender): CallControl & { attach(call: Call): void } {
  let call: Call | null = null;
  return {
    attach: (opened) => {
      call = opened;
    },
    finish: (purpose) => ender.finish(purpose),
    pause: () => call?.pause(),
    resume: () => call?.resume(),
  };
}

function snapshot(judge: CallJudge, meter: Meter, watchers: readonly Watcher[]): Snapshot {
  const { frames, fps, lastGapMs } = meter.peek();
  const counts = [judge.counts(), ...watchers.flatMap((watcher) => watcher.counts?.() ?? [])];
  const sum = (key: 'errors' | 'warnings'): number => counts.reduce((total, each) => total + each[key], 0);
  return { frames, fps, lastGapMs, errors: sum('errors'), warnings: sum('warnings') };
}
