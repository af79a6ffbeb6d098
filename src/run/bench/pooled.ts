import type { BenchPart, BenchWarmup } from '../../base/bench-result.ts';
import type { Metrics, StreamSummary } from '../../base/result.ts';
import { plural } from '../../base/text.ts';
import { formatMs } from '../../base/units.ts';
import { RoundTrips } from '../../measure/round-trips.ts';
import type { Observation } from '../../measure/slo-table.ts';

/** A stream with what it leaves for pooling. */
export type PooledStream = StreamSummary & Required<Pick<StreamSummary, 'pool'>>;

/** The measures of a stream, its first frame timed from the planned instant of the start, where there was one. */
export function charged({ metrics, pool }: Pick<StreamSummary, 'metrics' | 'pool'>): Metrics {
  const { firstFrameMs } = metrics;
  const delay = pool?.startDelayMs ?? 0;
  return delay === 0 || firstFrameMs === null ? metrics : { ...metrics, firstFrameMs: firstFrameMs + delay };
}

/** What thresholds see of one stream of a bench alone. */
export function ownFigures(stream: StreamSummary): Pick<Observation, 'metrics' | 'frames' | 'lost' | 'repeated'> {
  const { frames, pool } = stream;
  return { metrics: charged(stream), frames, lost: pool?.lost ?? null, repeated: pool?.repeated ?? null };
}

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
