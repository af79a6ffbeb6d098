import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Frame, WireFault } from '../base/frame.ts';
import type { Metrics } from '../base/result.ts';
import type { CallStatus } from '../base/status.ts';
import { isFault, createScanner } from '../frame/scanner.ts';
import type { CompiledLayout } from '../frame/layout.ts';
import type { Meter } from '../measure/meter.ts';
import { createMeter } from '../measure/meter.ts';
import type { LoopMonitor } from '../measure/overhead.ts';
import { createLoopMonitor } from '../measure/overhead.ts';
import type { Call, CallEnd, CallOptions, Connection, MessageSink } from '../wire/types.ts';
import { FrameQueue } from './frame-queue.ts';

export interface FrameStreamOptions {
  /** Frames after which the stream is ended on purpose. */
  readonly maxFrames?: number;
  /** Which stream of the job; default 0. */
  readonly streamId?: number;
  /** Silence after which the stream counts as stalled, ms; default 30 s. */
  readonly idleMs?: number;
  /** Limit of the whole stream, ms; default none. */
  readonly timeoutMs?: number;
  /** Called for a message that is no frame; without it such a message ends the iteration with an error. */
  readonly onBad?: (fault: WireFault) => void;
}

/** The stream ended with a status we did not cause. Every message that came before was given out first. */
export class StreamError extends Failure {
  readonly status: CallStatus;

  constructor(status: CallStatus) {
    super(status.reason === 'stalled' ? 'stalled' : 'stream-broken', `${status.name}: ${status.message}`);
    this.name = 'StreamError';
    this.status = status;
  }
}

/**
 * Frames of one stream, to be iterated once. A frame is a view: it holds until the next one is asked for. Leaving the
 * loop cancels the call. Iterating throws StreamError, or a `stream-broken` Failure for a message that does not decode.
 */
export class FrameStream implements AsyncIterable<Frame> {
  /** How the call ended; null while it runs. */
  status: CallStatus | null = null;
  readonly #call: Call;
  readonly #queue: FrameQueue;
  readonly #meter: Meter;
  readonly #loop: LoopMonitor;
  readonly #dialAt: number;
  readonly #options: FrameStreamOptions;
  readonly #ended: Promise<CallEnd>;
  #metrics: Metrics | null = null;

  constructor(
    connection: Connection,
    layout: CompiledLayout,
    job: string,
    call: CallOptions,
    options: FrameStreamOptions,
    clock: Clock,
  ) {
    const { maxFrames, streamId = 0 } = options;
    this.#options = options;
    this.#dialAt = connection.dialledAt;
    this.#meter = createMeter();
    this.#loop = createLoopMonitor();
    this.#queue = new FrameQueue(createScanner(layout, { values: true }), clock.epoch() - clock.now());
    this.#call = connection.open(call, measured(this.#queue, this.#meter));
    this.#queue.attach(this.#call);
    const request = layout.encodeRequest({ job, streamId, ...(maxFrames === undefined ? {} : { maxFrames }) });
    // A call that ends at once refuses the write; `done` says why.
    void this.#call.write(request).catch(() => {});
    this.#call.end();
    this.#ended = this.#call.done.then((end) => this.#close(end));
    this.#ended.catch(() => {});
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Frame, void, undefined> {
    const { maxFrames = Infinity, onBad } = this.#options;
    try {
      for (let given = 0; given < maxFrames; given += 1) {
        const next = await this.#queue.next();
        if (next === null) break;
        if (!isFault(next)) yield next;
        else if (onBad) onBad(next);
        else throw new Failure('stream-broken', `${next.message} (at byte ${next.offset})`);
      }
      await this.#finish(maxFrames);
    } finally {
      this.#call.cancel();
      await this.#ended;
    }
  }

  /** How the frames arrived; final once the stream is over, null before. */
  metrics(): Metrics | null {
    return this.#metrics;
  }

  /** Ends the stream on purpose. */
  async cancel(): Promise<void> {
    this.#call.cancel();
    await this.#ended;
  }

  async #finish(maxFrames: number): Promise<void> {
    if (Number.isFinite(maxFrames)) this.#call.cancel();
    const { reason, status } = await this.#ended;
    if (reason !== 'cancelled' && status.code !== 0) throw new StreamError(status);
  }

  #close(end: CallEnd): CallEnd {
    this.status = end.status;
    this.#meter.backlog(end.burstMax);
    const times = { requestAt: end.sentAt, dialAt: this.#dialAt, loopDelayP99Ms: this.#loop.p99() };
    this.#metrics = this.#meter.close(times).metrics;
    this.#loop.stop();
    this.#queue.close();
    return end;
  }
}

/** Measures messages on their way to the queue. */
function measured(queue: FrameQueue, meter: Meter): MessageSink {
  return {
    reserve: (length) => queue.reserve(length),
    message: (length, arrival) => {
      meter.message(arrival, length);
      queue.message(length, arrival);
    },
  };
}
