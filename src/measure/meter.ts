import type { DistributionState, SignedState } from '../base/distribution-state.ts';
import type { JitterSummary, Metrics, TimelineSecond } from '../base/result.ts';
import { formatMs, formatNumber } from '../base/units.ts';
import { Distribution } from './distribution.ts';
import { Freezes } from './freezes.ts';
import { Gaps } from './gaps.ts';
import { DelayVariation, Jitter } from './jitter.ts';
import { Lateness } from './lateness.ts';
import type { Nominal } from './lateness.ts';
import { suspectReasons } from './overhead.ts';
import { framesPerSecond, megabytesPerSecond } from './throughput.ts';
import type { Span } from './throughput.ts';
import { Timeline } from './timeline.ts';

export interface MeterOptions {
  /** Nominal time between two messages, where there is one. */
  readonly nominal?: Nominal;
  /** Where second 0 of the timeline begins, monotonic ms; the first message when not given. */
  readonly timelineFrom?: number;
  /** Messages that may wait to be judged before the timings are doubted; default 256. */
  readonly backlogBound?: number;
}

/** What source times are, e.g. `server_timestamp`, and their resolution. */
export interface SourceKind {
  readonly label: string;
  readonly resolutionMs: number;
}

/** Moments on the monotonic clock, ms; null when they did not come to pass. */
export interface MeterClose {
  readonly requestAt: number | null;
  readonly dialAt: number | null;
  readonly loopDelayP99Ms: number | null;
}

/** One stream measured. Plain data, so that it crosses threads; the parts beside `metrics` are for pooling. */
export interface Measured {
  readonly metrics: Metrics;
  readonly timeline: TimelineSecond[];
  readonly suspect: string[];
  readonly messages: number;
  readonly bytesAfterFirst: number;
  readonly span: Span | null;
  readonly lateness: SignedState | null;
  readonly validation: DistributionState;
}

export interface Progress {
  readonly frames: number;
  readonly fps: number | null;
  readonly lastGapMs: number | null;
}

/** Takes the times of one stream and forgets the messages; memory is constant in the stream's length. */
export interface Meter {
  /** Every message in order of arrival, decodable or not. `arrival`: monotonic ms. */
  message(arrival: number, bytes: number): void;
  /** Each frame with a source time, in order. */
  source(arrival: number, sourceTimeEpochMs: number): void;
  /** Says what the source times are; null, as when never called: there are none to go by. */
  sourceKind(kind: SourceKind | null): void;
  /** What judging one frame took. */
  validated(microseconds: number): void;
  /** How many messages wait to be judged at this moment. */
  backlog(waiting: number): void;
  peek(): Progress;
  /** The summary; call once, nothing may follow. */
  close(moments: MeterClose): Measured;
}

const BACKLOG_BOUND = 256;

export function createMeter(options: MeterOptions = {}): Meter {
  const { nominal, timelineFrom } = options;
  const gaps = new Gaps();
  const freezes = new Freezes();
  const timeline = new Timeline();
  const lateness = nominal === undefined ? null : new Lateness(nominal);
  const cadenceJitter = new Jitter();
  const sourceJitter = new Jitter();
  const variation = new DelayVariation();
  const validation = new Distribution();
  let messages = 0;
  let bytesAfterFirst = 0;
  let first = 0;
  let last = 0;
  let lastGap: number | null = null;
  let backlogMax = 0;
  let source: SourceKind | null = null;

  return {
    sourceKind(kind) {
      source = kind;
    },
    message(arrival, bytes) {
      if (messages === 0) {
        first = arrival;
      } else {
        lastGap = Math.max(0, arrival - last);
        gaps.add(lastGap);
        freezes.add(lastGap);
        bytesAfterFirst += bytes;
      }
      last = arrival;
      timeline.add(Math.max(0, arrival - (timelineFrom ?? first)), bytes, lastGap);
      lateness?.add(arrival);
      if (nominal !== undefined) cadenceJitter.add(arrival - first - messages * nominal.ms);
      messages += 1;
    },
    source(arrival, sourceTime) {
      if (!Number.isFinite(sourceTime)) return;
      sourceJitter.add(arrival - sourceTime);
      variation.add(arrival - sourceTime);
    },
    validated(microseconds) {
      validation.add(microseconds / 1000);
    },
    backlog(waiting) {
      backlogMax = Math.max(backlogMax, waiting);
    },
    peek: () => ({ frames: messages, fps: framesPerSecond(messages, last - first), lastGapMs: lastGap }),
    close({ requestAt, dialAt, loopDelayP99Ms }) {
      const spanMs = last - first;
      const gapMs = gaps.summary();
      const validationMeanUs = scaled(validation.moments.mean, 1000);
      const sinceStart = (from: number | null): number | null =>
        messages === 0 || from === null ? null : first - from;
      const measured: Measured = {
        metrics: {
          firstFrameMs: sinceStart(requestAt),
          firstFrameFromDialMs: sinceStart(dialAt),
          fps: framesPerSecond(messages, spanMs),
          throughputMBps: megabytesPerSecond(messages, bytesAfterFirst, spanMs),
          gapMs,
          latenessMs: messages < 2 || lateness === null ? null : lateness.summary(),
          jitterMs: jitter(),
          freezes: freezes.summary(),
          overhead: {
            loopDelayP99Ms,
            validationMeanUs,
            validationP99Us: scaled(validation.quantile(0.99), 1000),
            backlogMax,
          },
        },
        timeline: timeline.seconds(),
        suspect: suspectReasons({
          loopDelayP99Ms,
          medianGapMs: gapMs.p50,
          validationMeanUs,
          backlogMax,
          backlogBound: options.backlogBound ?? BACKLOG_BOUND,
        }),
        messages,
        bytesAfterFirst,
        span: messages === 0 ? null : { first, last },
        lateness: lateness?.state ?? null,
        validation: validation.state,
      };
      for (const held of [gaps, lateness, variation, validation]) held?.destroy();
      return measured;
    },
  };

  function jitter(): JitterSummary | null {
    if (source !== null) {
      return sourceJitter.summary(`${source.label}, ${formatNumber(source.resolutionMs, 6)} ms`, variation.p95());
    }
    if (nominal === undefined) return null;
    return cadenceJitter.summary(`nominal cadence, ${formatMs(nominal.ms)} (${nominal.origin})`, null);
  }
}

function scaled(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}
