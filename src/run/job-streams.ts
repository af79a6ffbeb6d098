import { Status } from '../base/status.ts';
import type { CompiledLayout } from '../frame/layout.ts';
import type { Host, Snapshot } from './host.ts';
import type { Attempt, Followed, StreamOutcome } from './one-stream.ts';
import { followStream } from './one-stream.ts';
import type { StreamPlan } from './plan.ts';

/** The streams of a job as one layout found them. */
export interface JobOutcome {
  /** Null where the server implements the method of none of several. */
  readonly layout: CompiledLayout | null;
  readonly streams: readonly StreamOutcome[];
}

/** Streams that are being followed. */
export interface Underway {
  /** All of them as one. */
  peek(): Snapshot;
  /** Resolves when the last of them is over. */
  readonly outcomes: Promise<readonly StreamOutcome[]>;
}

/**
 * Opens all streams of the job together on one connection and follows each to its end. Where the server does not
 * implement the method of a layout, and nothing came, the next layout is tried on the same connection.
 */
export function followJob(attempt: Omit<Attempt, 'layout'>): Promise<JobOutcome> {
  const { plan, host } = attempt;
  return followEach(plan.layouts, host, (layout) =>
    sideBySide(plan.streams.map((planned) => followStream({ ...attempt, layout }, planned))),
  );
}

/** Streams that were opened together. */
export function sideBySide(followed: readonly Followed[]): Underway {
  return {
    peek: () => together(followed.map((each) => each.peek())),
    outcomes: Promise.all(followed.map(({ outcome }) => outcome)),
  };
}

/** Follows the streams `open` opens, again with the next layout where none of them knew the method. */
export async function followEach(
  wanted: StreamPlan['layouts'],
  host: Host,
  open: (layout: CompiledLayout) => Underway,
): Promise<JobOutcome> {
  let layouts: readonly CompiledLayout[] = wanted;
  for (;;) {
    const [layout, ...further] = layouts as [CompiledLayout, ...CompiledLayout[]];
    const underway = open(layout);
    host.onStart?.(() => underway.peek());
    const streams = await underway.outcomes;
    if (streams.length === 0 || !streams.every(isUnknownMethod)) return { layout, streams };
    if (further.length === 0) return { layout: wanted.length > 1 ? null : layout, streams };
    layouts = further;
  }
}

/** Whether the server does not implement the method the stream was asked for by. */
export function isUnknownMethod({ end }: StreamOutcome): boolean {
  return end.messages === 0 && end.status.code === Status.UNIMPLEMENTED;
}

/** Several streams as one line of progress. */
export function together(snapshots: readonly Snapshot[]): Snapshot {
  const sum = (key: 'frames' | 'errors' | 'warnings'): number =>
    snapshots.reduce((total, each) => total + each[key], 0);
  const known = (key: 'fps' | 'lastGapMs'): number[] => snapshots.flatMap((each) => each[key] ?? []);
  const [fps, gaps] = [known('fps'), known('lastGapMs')];
  return {
    frames: sum('frames'),
    fps: fps.length === 0 ? null : fps.reduce((total, each) => total + each, 0),
    lastGapMs: gaps.length === 0 ? null : Math.max(...gaps),
    errors: sum('errors'),
    warnings: sum('warnings'),
  };
}
