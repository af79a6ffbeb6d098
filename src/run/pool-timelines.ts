import type { TimelineSecond } from '../base/result.ts';

/** Streams side by side: frames and bytes of each second summed, the longest of the gaps. Seconds as the streams count them. */
export function poolTimelines(timelines: readonly (readonly TimelineSecond[])[]): readonly TimelineSecond[] {
  const [only, ...others] = timelines;
  if (others.length === 0) return only ?? [];
  const seconds = new Map<number, TimelineSecond>();
  for (const entry of timelines.flat()) {
    const known = seconds.get(entry.second) ?? { second: entry.second, frames: 0, bytes: 0, gapMaxMs: null };
    seconds.set(entry.second, {
      second: entry.second,
      frames: known.frames + entry.frames,
      bytes: known.bytes + entry.bytes,
      gapMaxMs: entry.gapMaxMs === null ? known.gapMaxMs : Math.max(known.gapMaxMs ?? 0, entry.gapMaxMs),
    });
  }
  return [...seconds.values()].toSorted((a, b) => a.second - b.second);
}
