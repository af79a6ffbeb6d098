import type { Range } from './units.ts';

/** A fact of a run and who said so: `--sensors`, `description`, `first frame`. */
export interface Fact<T> {
  readonly value: T;
  readonly origin: string;
}

/** Channel ids of one stream, both ends included; `ids`, ascending, where each of them is known. */
export interface ChannelSet extends Range {
  readonly ids?: readonly number[] | undefined;
}

/** What a job should look like, from flags, else the job's description. Every part is optional: unknown is not assumed. */
export interface Expectation {
  /** What the stream is made of, for the words of findings; default `frame`. */
  readonly unit?: 'frame' | 'message' | undefined;
  /** A condition is to end the stream (`--until`). */
  readonly until?: Fact<string> | undefined;
  readonly sensors?: Fact<number> | undefined;
  readonly bins?: Fact<number> | undefined;
  /** Rows per frame. */
  readonly rows?: Fact<number> | undefined;
  /** Channel ids, both ends included. */
  readonly sensorIds?: Fact<Range> | undefined;
  readonly amplitude?: Fact<Range> | undefined;
  /** Requested frequency range, Hz. */
  readonly frequencyRange?: Fact<Range> | undefined;
  /** Frequency of each bin, Hz. */
  readonly frequencies?: Fact<readonly number[]> | undefined;
  /** Pulse repetition rate, Hz. */
  readonly prr?: Fact<number> | undefined;
  /** FFT length, samples. */
  readonly nfft?: Fact<number> | undefined;
  /** Nominal time between two rows of a canvas, ms (`lines_dt`). */
  readonly rowStepMs?: Fact<number> | undefined;
  /** Nominal frames a second. */
  readonly fps?: Fact<number> | undefined;
  /** Requested span of a historic job, epoch ms. */
  readonly window?: Fact<Range> | undefined;
  /** Streams the job is split over (`stream_amount`). */
  readonly streams?: Fact<number> | undefined;
  /** Channels the stream is to carry, by the description's map or the configure request. */
  readonly channels?: Fact<ChannelSet> | undefined;
  /** Id of the job asked for. */
  readonly jobId?: Fact<string> | undefined;
  /** What the job's description contradicts itself in; empty when it does not, unknown without a description. */
  readonly contradictions?: Fact<readonly string[]> | undefined;
  /** Frames asked for and expected. */
  readonly frames?: Fact<number> | undefined;
  readonly minFrames?: Fact<number> | undefined;
  /** Rows a historic job should deliver. */
  readonly totalRows?: Fact<number> | undefined;
  /** Value at which the instrument clips; default: each frame's own upper extreme. */
  readonly fullScale?: Fact<number> | undefined;
  /** Sensor ids known to be silent, left out of the nonzero family. */
  readonly quiet: readonly Range[];
  /** First frames left out of value and shape rules: a number of frames or milliseconds from the first. */
  readonly settle: { readonly frames: number; readonly ms: number };
  /** The job is running now, so source time and our clock can be compared. */
  readonly live: boolean;
  /** Longest time to the first frame, ms. */
  readonly firstFrameMs: Fact<number>;
  /** Silence after which the stream counts as stalled, ms. */
  readonly idleMs: number;
  /** The call is to end with this status. */
  readonly status: number;
  /** Whether realtime pace is judged (`stream`, not `bench`). */
  readonly realtime: boolean;
}

/** `status` the server ended it; the others we did: on purpose, by Ctrl-C, for silence, a broken wire or requests that cannot be sent. */
export type EndReason =
  | 'status'
  | 'max-frames'
  | 'duration'
  | 'watched'
  | 'until'
  | 'unread'
  | 'interrupted'
  | 'unsent'
  | 'stalled'
  | 'broken'
  | 'deadline';

/** Ends that we chose, and that are never an error; `unread`: the reader of what we print went away. */
export const ON_PURPOSE: ReadonlySet<EndReason> = new Set(['max-frames', 'duration', 'watched', 'until', 'unread']);

/** How the stream ended, for the rules of the whole stream. */
export interface StreamEnd {
  readonly messages: number;
  /** Status code, its name and message; null when the call never started. */
  readonly status: { readonly code: number; readonly name: string; readonly message: string } | null;
  /** Whether the peer itself gave the status, in time; otherwise it is ours. */
  readonly answered: boolean;
  readonly reason: EndReason;
  /** From writing the request to the first message; null when none came. */
  readonly firstFrameMs: number | null;
  /** From writing the request to the end. */
  readonly durationMs: number;
  /** How long the stream had been silent when it ended. */
  readonly silentMs: number;
  /** The `--duration` asked for, whether or not that is what ended the stream. */
  readonly requestedMs?: number;
  readonly streamsOpened: number;
}
