import type { Frame, FrameShape } from '../base/frame.ts';
import type { Judge } from '../check/judge.ts';
import type { Intake } from '../frame/intake.ts';
import { createIntake } from '../frame/intake.ts';
import type { CompiledLayout } from '../frame/layout.ts';
import { createScanner } from '../frame/scanner.ts';
import type { Meter } from '../measure/meter.ts';
import type { MessageSink } from '../wire/types.ts';
import type { Ender } from './ending.ts';
import { FrameCount } from './frame-count.ts';
import type { PlannedStream, StreamPlan } from './plan.ts';

/** The rooms one stream's messages pass through. */
export interface Rooms {
  readonly judge: Judge;
  readonly meter: Meter;
  readonly ender: Ender;
  /** Monotonic clock, ms. */
  readonly now: () => number;
  /** What to add to the monotonic clock for ms since 1970. */
  readonly epochBase: number;
}

/** The way of one message: stamped by the wire, counted, measured, scanned, judged, forgotten. */
export class Pipeline implements MessageSink {
  readonly count: FrameCount = new FrameCount();
  /** Messages taken, good and bad. */
  received = 0;
  /** Messages that came after the last one wanted. */
  extra = 0;
  readonly #intake: Intake;
  readonly #rooms: Rooms;
  readonly #live: boolean;

  constructor(plan: StreamPlan, layout: CompiledLayout, { expectation }: PlannedStream, rooms: Rooms) {
    this.#rooms = rooms;
    this.#live = expectation.live;
    const { families } = plan;
    const values = families.has('range') || families.has('nonzero') || families.has('time');
    this.#intake = createIntake({
      scanner: createScanner(layout, { ...plan.reading, values, bins: expectation.bins?.value }),
      onShape: (shape) => this.#shape(shape),
      onFrame: (frame) => this.#frame(frame),
      onBad: (index, arrival, arrivalEpoch, fault) => {
        this.count.bad += 1;
        rooms.judge.bad(index, arrival, arrivalEpoch, fault);
      },
    });
  }

  reserve(length: number): Uint8Array {
    return this.#intake.reserve(length);
  }

  message(length: number, arrival: number): void {
    const { judge, meter, ender, now, epochBase } = this.#rooms;
    if (ender.full) {
      this.extra += 1;
      return;
    }
    const index = this.received;
    this.received += 1;
    this.count.payloadBytes += length;
    meter.message(arrival, length);
    judge.arrived(index, arrival);
    const before = now();
    this.#intake.accept(length, arrival, epochBase + arrival);
    meter.validated((now() - before) * 1000);
    ender.frame(this.received);
  }

  finish(): void {
    this.#intake.finish();
  }

  #shape(shape: FrameShape): void {
    this.#rooms.judge.shape(shape);
    this.count.shape = shape;
    this.#rooms.meter.sourceKind(sourceKind(shape, this.#live));
  }

  #frame(frame: Frame): void {
    this.count.add(frame);
    this.#rooms.judge.frame(frame);
    this.#rooms.meter.source(frame.arrival, this.count.lastSourceTime);
  }
}

/** The source time jitter is measured against: the server's send time, else for live jobs the end of the last row. */
function sourceKind(shape: FrameShape, live: boolean): { label: string; resolutionMs: number } | null {
  const { names, sent } = shape;
  if (sent.has('sourceTime')) return { label: names.sourceTime ?? 'send time', resolutionMs: 1 };
  if (live && sent.has('rowEnd')) return { label: `${names.rowEnd} of the last row`, resolutionMs: 1 };
  return null;
}
