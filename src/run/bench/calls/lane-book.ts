import type { LanePool } from '../../../base/bench-result.ts';
import type { EndReason, StreamEnd } from '../../../base/expectation.ts';
import type { CheckResult } from '../../../base/result.ts';
import { LaneJudge } from '../../../check/lane-judge.ts';
import type { LoopMonitor } from '../../../measure/overhead.ts';
import { RoundTrips } from '../../../measure/round-trips.ts';
import type { CallEnd } from '../../../wire/types.ts';
import { oneAnswer } from '../../../wire/unary.ts';
import { CallSink } from '../../call/message-sink.ts';
import type { CallControl, Watcher } from '../../call/watcher.ts';
import { looksAtMessages } from '../../call/watcher.ts';
import { FrameCount } from '../../frame-count.ts';
import type { Host, Snapshot } from '../../host.ts';
import type { StreamOutcome } from '../../one-stream.ts';
import { LaneMeter } from './lane-meter.ts';
import type { LanesPlan } from './plan.ts';

/** What calls that are booked together work with. */
export interface BookedWork {
  readonly plan: LanesPlan;
  /** Its number in the whole bench. */
  readonly lane: number;
  readonly host: Host;
  readonly loop: LoopMonitor;
  readonly timelineFrom?: number;
}

/** A lane of calls, over. Spans are on the monotonic clock. */
export interface LaneOutcome extends StreamOutcome {
  readonly calls: LanePool;
}

/** What goes in for a message that nobody keeps, bytes. */
const LEAST_MEMORY = 4096;

/** A lane of calls is ended by its limits, not by what is in an answer. */
const ON: CallControl = { finish: () => {}, pause: () => {}, resume: () => {} };
const NEVER = { full: false, finish: () => {}, frame: () => {} } as const;

/** Keeps count of the calls of one lane, and judges and times each of them. */
export class LaneBook {
  readonly #work: BookedWork;
  readonly #judge: LaneJudge;
  readonly #meter: LaneMeter;
  readonly #watchers: readonly Watcher[];
  readonly #openedAt: number;
  readonly #sinks: CallSink[] = [];
  readonly #times = new RoundTrips('call');
  readonly #corrected: RoundTrips | null;
  readonly #statuses = new Map<string, number>();
  #made = 0;
  #failed = 0;
  #cut = 0;
  #wireBytes = 0;
  #first: CallEnd | null = null;
  #wrong: CallEnd | null = null;
  #lastEndedAt = 0;

  /** `planned`: the calls have instants they were to begin at. */
  constructor(work: BookedWork, planned: boolean) {
    const { plan, lane, host, timelineFrom } = work;
    const { expectation, severities, tolerances, watchers } = plan.call;
    this.#work = work;
    this.#openedAt = host.clock.now();
    this.#judge = new LaneJudge({ lane, expectation, requestAt: this.#openedAt, severities, tolerances });
    this.#meter = new LaneMeter(timelineFrom ?? this.#openedAt);
    this.#watchers = watchers.map((make) => make(ON));
    this.#corrected = planned ? new RoundTrips('call') : null;
  }

  /** Where the answer of a call goes; it may serve another one when that is over. */
  sink(): CallSink {
    const { plan, host } = this.#work;
    const sink = new CallSink(plan.call.method.output, {
      judge: this.#judge,
      meter: this.#meter,
      ender: NEVER,
      watchers: this.#watchers.filter(looksAtMessages),
      badMessages: null,
      pingPong: null,
      now: host.clock.now,
      openedAt: this.#openedAt,
      leastMemory: LEAST_MEMORY,
    });
    this.#sinks.push(sink);
    return sink;
  }

  /** A call is over; `plannedAt` is when it was to begin, null without a plan. */
  ended(seen: CallEnd, plannedAt: number | null): void {
    if (seen.reason === 'cancelled') {
      this.#cut += 1;
      return;
    }
    const end = oneAnswer(seen);
    const { status, sentAt, endedAt } = end;
    this.#first ??= end;
    this.#made += 1;
    this.#wireBytes += end.wireBytes;
    this.#lastEndedAt = endedAt;
    this.#statuses.set(status.name, (this.#statuses.get(status.name) ?? 0) + 1);
    this.#times.add(endedAt - sentAt);
    if (plannedAt !== null) this.#corrected?.add(endedAt - plannedAt);
    this.#judge.ended(endOf(end));
    if (status.code === this.#work.plan.call.expectation.status && end.reason !== 'broken') return;
    this.#failed += 1;
    this.#wrong ??= end;
  }

  peek(): Snapshot {
    const seconds = (this.#lastEndedAt - (this.#first?.sentAt ?? 0)) / 1000;
    const counts = [this.#judge.counts(), ...this.#watchers.flatMap((watcher) => watcher.counts?.() ?? [])];
    const sum = (key: 'errors' | 'warnings'): number => counts.reduce((total, each) => total + each[key], 0);
    return {
      frames: this.#made,
      fps: this.#made > 0 && seconds > 0 ? this.#made / seconds : null,
      lastGapMs: null,
      errors: sum('errors'),
      warnings: sum('warnings'),
    };
  }

  /** The lane as it was; call once. `none` stands for its end where no call came to one. */
  close(
    reason: EndReason,
    none: CallEnd,
    more: Pick<LanePool, 'starts'> & { readonly suspect?: readonly string[] } = {},
  ): LaneOutcome {
    const { lane, loop } = this.#work;
    const first = this.#first;
    const shown = first ?? none;
    const { status } = this.#wrong ?? shown;
    const measured = this.#meter.close(first?.sentAt ?? null, loop.p99());
    const { suspect = [], ...starts } = more;
    return {
      streamId: lane,
      end: { ...shown, status, wireBytes: this.#wireBytes, notes: [] },
      reason,
      checks: [...this.#judge.close(), ...this.#own(status.name)],
      received: this.#sum(({ received }) => received),
      count: this.#count(),
      lost: null,
      repeated: null,
      extra: 0,
      measured: { ...measured, suspect: [...measured.suspect, ...suspect] },
      calls: {
        made: this.#made,
        failed: this.#failed,
        cut: this.#cut,
        statuses: [...this.#statuses].map(([name, calls]) => ({ status: name, calls })),
        span: first && { first: first.sentAt, last: this.#lastEndedAt },
        callMs: this.#times.close(),
        ...(this.#corrected ? { correctedMs: this.#corrected.close() } : {}),
        ...starts,
      },
    };
  }

  /** Rules of the user's. */
  #own(status: string): CheckResult[] {
    const count = this.#sum(({ received }) => received);
    return this.#watchers.flatMap((watcher) => watcher.end?.({ count, status, trailers: {} }) ?? []);
  }

  #count(): FrameCount {
    const count = new FrameCount();
    count.payloadBytes = this.#sum((sink) => sink.count.payloadBytes);
    count.bad = this.#sum((sink) => sink.count.bad);
    return count;
  }

  #sum(read: (sink: CallSink) => number): number {
    return this.#sinks.reduce((total, sink) => total + read(sink), 0);
  }
}

function endOf({ status, reason, messages, sentAt, endedAt }: CallEnd): StreamEnd {
  return {
    messages,
    status,
    answered: reason === 'status',
    reason: reason === 'cancelled' ? 'interrupted' : reason,
    firstFrameMs: null,
    durationMs: endedAt - sentAt,
    silentMs: 0,
    streamsOpened: 1,
  };
}
