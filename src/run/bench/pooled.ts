import type { BenchPart, BenchWarmup } from '../../base/bench-result.ts';
import type { Metrics } from '../../base/result.ts';
import { plural } from '../../base/text.ts';
import { formatMs } from '../../base/units.ts';
import { RoundTrips } from '../../measure/round-trips.ts';

/** The times to the first frame of the streams that had one. */
export function firstFrames(streams: readonly Pick<Metrics, 'firstFrameMs'>[]): BenchPart['firstFrameMs'] {
  const waits = new RoundTrips('stream');
  for (const { firstFrameMs } of streams) if (firstFrameMs !== null) waits.add(firstFrameMs);
  return waits.close();
}

/** What is said of a warm-up. */
export function warmupNote({ frames, streams, ms }: BenchWarmup): string {
  return `warm-up: ${plural(frames, 'frame')} of ${plural(streams, 'stream')} in ${formatMs(ms)}, in none of the numbers`;
}
