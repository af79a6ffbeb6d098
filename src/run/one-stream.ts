import type { StreamEnd } from '../base/expectation.ts';
import type { Frame, FrameShape } from '../base/frame.ts';
import type { CheckResult, Metrics, TimelineSecond } from '../base/result.ts';
import { createJudge } from '../check/judge.ts';
import type { Judge } from '../check/judge.ts';
import { createIntake } from '../frame/intake.ts';
import { createScanner } from '../frame/scanner.ts';
import { createMeter } from '../measure/meter.ts';
import type { Meter } from '../measure/meter.ts';
import type { LoopMonitor } from '../measure/overhead.ts';
import type { CallEnd, Connection, MessageSink } from '../wire/types.ts';
import { Ender } from './ending.ts';
import type { Host, Snapshot } from './host.ts';
import type { StreamPlan } from './plan.ts';
import { nominalCadence } from './plan.ts';
import { FrameCount } from './frame-count.ts';

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
  readonly metrics: Metrics;
  readonly timeline: readonly TimelineSecond[];
  readonly suspect: readonly string[];
}

/** Opens one stream of the job, judges and measures every frame of it to its end. */
export async function followStream(
  plan: StreamPlan,
  host: Host,
  connection: Connection,
  loop: LoopMonitor,
): Promise<StreamOutcome> {
  const { clock } = host;
  const streamId = plan.streamId === 'all' ? 0 : plan.streamId;
  const epochBase = clock.epoch() - clock.now();
  const requestAt = clock.now();
  const nominal = nominalCadence(plan.expectation);
  const meter = createMeter(nominal ? { nominal } : {});
  const judge = createJudge({
    stream: streamId,
    expectation: plan.expectation,
    families: plan.families,
    severities: plan.severities,
    tolerances: plan.tolerances,
    requestAt,
  });
  const ender = new Ender(plan.ending, host.signal);
  const intake = new Pipeline(plan, judge, meter, ender, epochBase, clock.now);
  host.onStart?.(() => snapshot(judge, meter));

  const call = connection.open(
    {
      method: plan.layout.method,
      metadata: plan.metadata,
      timeoutMs: plan.timeoutMs,
      idleMs: plan.expectation.idleMs,
      maxMessageSize: plan.maxMessageSize,
    },
    intake,
  );
  ender.attach(call);
  void call.write(requestOf(plan, streamId)).catch(() => {});
  call.end();
  const end = await call.done;
  const reason = ender.detach(end, plan.expectation.status);
  intake.finish();

  const judged = judge.end(streamEnd(plan, end, reason, intake.received));
  meter.backlog(end.burstMax);
  const measured = meter.close({ requestAt: end.sentAt, dialAt: connection.dialledAt, loopDelayP99Ms: loop.p99() });
  return {
    streamId,
    end,
    reason,
    ...judged,
    ...measured,
    received: intake.received,
    count: intake.count,
    extra: intake.extra,
  };
}

/** The way of one message: stamped by the wire, counted, measured, scanned, judged, forgotten. */
class Pipeline implements MessageSink {
  readonly count: FrameCount = new FrameCount();
  received = 0;
  extra = 0;
  readonly #intake;
  readonly #judge: Judge;
  readonly #meter: Meter;
  readonly #ender: Ender;
  readonly #epochBase: number;
  readonly #now: () => number;

  constructor(plan: StreamPlan, judge: Judge, meter: Meter, ender: Ender, epochBase: number, now: () => number) {
    this.#judge = judge;
    this.#meter = meter;
    this.#ender = ender;
    this.#epochBase = epochBase;
    this.#now = now;
    const { layout, timeUnit, families } = plan;
    const values = families.has('range') || families.has('nonzero') || families.has('time');
    this.#intake = createIntake({
      layout,
      scanner: createScanner(layout, { timeUnit, values }),
      onShape: (shape) => this.#shape(shape, plan),
      onFrame: (frame) => this.#frame(frame),
      onBad: (index, arrival, arrivalEpoch, fault) => {
        this.count.bad += 1;
        judge.bad(index, arrival, arrivalEpoch, fault);
      },
    });
  }

  reserve(length: number): Uint8Array {
    return this.#intake.reserve(length);
  }

  message(length: number, arrival: number): void {
    if (this.#ender.full) {
      this.extra += 1;
      return;
    }
    const index = this.received;
    this.received += 1;
    this.count.payloadBytes += length;
    this.#meter.message(arrival, length);
    this.#judge.arrived(index, arrival);
    const before = this.#now();
    this.#intake.accept(length, arrival, this.#epochBase + arrival);
    this.#meter.validated((this.#now() - before) * 1000);
    this.#ender.frame(this.received);
  }

  finish(): void {
    this.#intake.finish();
  }

  #shape(shape: FrameShape, plan: StreamPlan): void {
    this.#judge.shape(shape);
    this.count.shape = shape;
    this.#meter.sourceKind(sourceKind(shape, plan.expectation.live));
  }

  #frame(frame: Frame): void {
    this.count.add(frame);
    this.#judge.frame(frame);
    this.#meter.source(frame.arrival, this.count.lastSourceTime);
  }
}

/** The source time jitter is measured against: the server's send time, else for live jobs the end of the last row. */
function sourceKind(shape: FrameShape, live: boolean): { label: string; resolutionMs: number } | null {
  const { names, sent } = shape;
  if (sent.has('sourceTime')) return { label: names.sourceTime ?? 'send time', resolutionMs: 1 };
  if (live && sent.has('rowEnd')) return { label: `${names.rowEnd} of the last row`, resolutionMs: 1 };
  return null;
}

function requestOf({ layout, job, ending }: StreamPlan, streamId: number): Uint8Array {
  return layout.encodeRequest({
    streamId,
    ...(job === null ? {} : { job }),
    ...(ending.maxFrames === null ? {} : { maxFrames: ending.maxFrames }),
  });
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
    ...(reason === 'duration' && plan.ending.afterMs !== null ? { requestedMs: plan.ending.afterMs } : {}),
    streamsOpened: 1,
  };
}

function snapshot(judge: Judge, meter: Meter): Snapshot {
  const { frames, fps, lastGapMs } = meter.peek();
  const { errors, warnings } = judge.tally();
  return { frames, fps, lastGapMs, errors, warnings };
}
