import type { StreamEnd } from '../base/expectation.ts';
import type { CheckResult } from '../base/result.ts';
import { createJudge } from '../check/judge.ts';
import type { Judge } from '../check/judge.ts';
import type { CompiledLayout } from '../frame/layout.ts';
import { createMeter } from '../measure/meter.ts';
import type { Measured, Meter } from '../measure/meter.ts';
import type { LoopMonitor } from '../measure/overhead.ts';
import type { CallEnd, Connection } from '../wire/types.ts';
import { Ender } from './ending.ts';
import type { FrameCount } from './frame-count.ts';
import type { Host, Snapshot } from './host.ts';
import { Pipeline } from './pipeline.ts';
import type { PlannedStream, StreamPlan } from './plan.ts';
import { nominalCadence } from './plan.ts';

/** Everything one stream left behind. */
export interface StreamOutcome {
  readonly streamId: number;
  readonly end: CallEnd;
  readonly reason: StreamEnd['reason'];
  readonly checks: readonly CheckResult[];
  /** Messages taken, good and bad. */
  readonly received: number;
  readonly count: FrameCount;
  readonly lost: number | null;
  readonly repeated: number | null;
  /** Frames that came after the last one asked for. */
  readonly extra: number;
  readonly measured: Measured;
}

/** A stream under way. */
export interface Followed {
  peek(): Snapshot;
  /** Resolves when the stream is over and judged. */
  readonly outcome: Promise<StreamOutcome>;
}

/** What the streams of one attempt share. */
export interface Attempt {
  readonly plan: StreamPlan;
  readonly layout: CompiledLayout;
  readonly host: Host;
  readonly connection: Connection;
  readonly loop: LoopMonitor;
  /** Other streams went before on the connection, so that the time since dialling says nothing of this one. */
  readonly warm?: boolean;
  /** Where second 0 of the timelines begins, monotonic ms, so that those of several streams lie side by side. */
  readonly timelineFrom?: number;
}

/** Opens one stream of the job; judges and measures every frame of it to its end. */
export function followStream(attempt: Attempt, planned: PlannedStream): Followed {
  const { plan, layout, host, connection, timelineFrom } = attempt;
  const { clock } = host;
  const { streamId, expectation } = planned;
  const nominal = nominalCadence(expectation);
  const meter = createMeter({ ...(nominal && { nominal }), ...(timelineFrom !== undefined && { timelineFrom }) });
  const { families, severities, tolerances } = plan;
  const judge = createJudge({
    stream: streamId,
    expectation,
    families,
    severities,
    tolerances,
    requestAt: clock.now(),
  });
  const ender = new Ender(plan.ending, host.signal);
  const epochBase = clock.epoch() - clock.now();
  const pipeline = new Pipeline(plan, layout, planned, { judge, meter, ender, now: clock.now, epochBase });
  const request = layout.encodeRequest({
    streamId: planned.ask ?? streamId,
    ...(plan.jobId === null ? {} : { job: plan.jobId }),
    ...(plan.ending.maxFrames === null ? {} : { maxFrames: plan.ending.maxFrames }),
  });
  const call = connection.open(
    {
      method: layout.method,
      metadata: plan.metadata,
      timeoutMs: plan.timeoutMs,
      idleMs: expectation.idleMs,
      maxMessageSize: plan.maxMessageSize,
    },
    pipeline,
  );
  ender.attach(call);
  // A call that ends at once refuses the write; `done` says why.
  void call.write(request).catch(() => {});
  call.end();
  return {
    peek: () => snapshot(judge, meter),
    outcome: call.done.then((end) => conclude(attempt, planned, { end, ender, pipeline, judge, meter })),
  };
}

interface Over {
  readonly end: CallEnd;
  readonly ender: Ender;
  readonly pipeline: Pipeline;
  readonly judge: Judge;
  readonly meter: Meter;
}

function conclude(
  { plan, connection, loop, warm = false }: Attempt,
  { streamId, expectation }: PlannedStream,
  over: Over,
): StreamOutcome {
  const { end, ender, pipeline, judge, meter } = over;
  const reason = ender.detach(end, expectation.status);
  pipeline.finish();
  const { checks, lost, repeated } = judge.end(streamEnd(plan, end, reason, pipeline.received));
  meter.backlog(end.burstMax);
  const measured = meter.close({
    requestAt: end.sentAt,
    dialAt: warm ? null : connection.dialledAt,
    loopDelayP99Ms: loop.p99(),
  });
  const { received, count, extra } = pipeline;
  return { streamId, end, reason, checks, lost, repeated, received, count, extra, measured };
}

function streamEnd(plan: StreamPlan, end: CallEnd, reason: StreamEnd['reason'], messages: number): StreamEnd {
  const { code, name, message } = end.status;
  const lastSign = end.lastMessageAt ?? end.sentAt;
  return {
    messages,
    status: { code, name, message },
    answered: end.reason === 'status',
    reason,
    firstFrameMs: end.firstMessageAt === null ? null : end.firstMessageAt - end.sentAt,
    durationMs: end.endedAt - end.sentAt,
    silentMs: end.endedAt - lastSign,
    ...(plan.ending.afterReason === 'duration' && plan.ending.afterMs !== null
      ? { requestedMs: plan.ending.afterMs }
      : {}),
    streamsOpened: plan.streams.length,
  };
}

function snapshot(judge: Judge, meter: Meter): Snapshot {
  const { frames, fps, lastGapMs } = meter.peek();
  const { errors, warnings } = judge.tally();
  return { frames, fps, lastGapMs, errors, warnings };
}
