import { createMeter } from '../../src/measure/meter.ts';
import type { Measured, MeterOptions } from '../../src/measure/meter.ts';

/** Numbers in [0, 1) from a seed (mulberry32), the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Arrival stamps from gaps, the first message at `start`. */
export function arrivalsOf(gaps: readonly number[], start = 1000): number[] {
  const arrivals = [start];
  for (const gap of gaps) arrivals.push((arrivals.at(-1) ?? start) + gap);
  return arrivals;
}

/** The gaps a meter sees: differences of stamps, with their rounding. */
export function gapsOf(arrivals: readonly number[]): number[] {
  return arrivals.slice(1).map((arrival, i) => arrival - (arrivals[i] ?? 0));
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** A meter fed with scripted stamps, `bytes` a message; the request was written 40 ms and the dial began 45 ms before the first. */
export function measure(arrivals: readonly number[], options: MeterOptions = {}, bytes = 1000): Measured {
  const meter = createMeter(options);
  for (const arrival of arrivals) meter.message(arrival, bytes);
  const first = arrivals[0] ?? 0;
  return meter.close({ requestAt: first - 40, dialAt: first - 45, loopDelayP99Ms: null });
}

/** Nearest-rank percentile by sorting: the rank counted, not computed as the source does. */
export function sortedPercentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const index = sorted.findIndex((_, i) => (i + 1) * 1000 >= Math.round(percent * 10) * sorted.length);
  return sorted[index] ?? Number.NaN;
}
