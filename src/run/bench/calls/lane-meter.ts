import { Distribution } from '../../../measure/distribution.ts';
import { createMeter } from '../../../measure/meter.ts';
import type { Measured } from '../../../measure/meter.ts';
import { suspectReasons } from '../../../measure/overhead.ts';
import { Timeline } from '../../../measure/timeline.ts';

/** Takes the answers of one lane of calls: when they came and what judging them took. Gaps between them mean nothing. */
export class LaneMeter {
  readonly #from: number;
  readonly #timeline = new Timeline();
  readonly #validation = new Distribution();
  #first: number | null = null;
  #last = 0;

  /** `from`: where second 0 of the timeline begins, monotonic ms. */
  constructor(from: number) {
    this.#from = from;
  }

  message(arrival: number, bytes: number): void {
    this.#first ??= arrival;
    this.#last = arrival;
    this.#timeline.add(Math.max(0, arrival - this.#from), bytes, null);
  }

  validated(microseconds: number): void {
    this.#validation.add(microseconds / 1000);
  }

  /** The lane as pooling takes it; call once. `requestAt` is when its first call began, null without one. */
  close(requestAt: number | null, loopDelayP99Ms: number | null): Measured {
    const nothing = createMeter().close({ requestAt: null, dialAt: null, loopDelayP99Ms });
    const { mean } = this.#validation.moments;
    const p99 = this.#validation.quantile(0.99);
    const validationMeanUs = mean === null ? null : mean * 1000;
    const span = this.#first === null ? null : { first: this.#first, last: this.#last };
    const measured: Measured = {
      ...nothing,
      metrics: {
        ...nothing.metrics,
        firstFrameMs: span === null || requestAt === null ? null : span.first - requestAt,
        overhead: {
          ...nothing.metrics.overhead,
          validationMeanUs,
          validationP99Us: p99 === null ? null : p99 * 1000,
        },
      },
      timeline: this.#timeline.seconds(),
      suspect: suspectReasons({ loopDelayP99Ms, medianGapMs: null, validationMeanUs, backlogMax: 0, backlogBound: 0 }),
      messages: span === null ? 0 : 1,
      span,
      validation: this.#validation.state,
    };
    this.#validation.destroy();
    return measured;
  }
}
