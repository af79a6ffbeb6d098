import type { RunResult } from '../../src/base/result.ts';
import { passed, sampleMetrics } from './result-samples.ts';

/** A bench of two streams over two connections. */
export const benched: RunResult = {
  ...passed,
  command: 'bench',
  bench: {
    streams: 2,
    jobs: ['12-70788'],
    connections: [
      { streams: 1, ms: 1.5, dnsMs: null, tcpMs: 0.5, tlsMs: null, http2Ms: 1 },
      { streams: 1, ms: 12.5, dnsMs: null, tcpMs: 2, tlsMs: null, http2Ms: 10.5 },
    ],
    timelineFrom: Date.UTC(2026, 10, 21, 8),
    warmup: { streams: 2, frames: 20, ms: 11 },
    firstFrameMs: {
      count: 2,
      min: 10,
      mean: 15,
      stddev: 7.07,
      p50: null,
      p90: null,
      p95: null,
      p99: null,
      p999: null,
      max: 20,
      reason: 'not estimable from 2 streams',
      histogram: sampleMetrics.gapMs.histogram,
    },
    statuses: [
      { status: 'on purpose', streams: 1 },
      { status: 'UNAVAILABLE', streams: 1 },
    ],
    gapPercentiles: [
      { ms: 45.1, quantile: 0, count: 1 },
      { ms: 50.01, quantile: 0.5, count: 100 },
      { ms: 61.2, quantile: 1, count: 199 },
    ],
    gapBars: [
      { fromMs: 45.1, toMs: 50, count: 190 },
      { fromMs: 50, toMs: 55, count: 0 },
      { fromMs: 55, toMs: 61.2, count: 9 },
    ],
    process: { wallMs: 10_000, cpuMs: 2500, loopBusy: 0.25, loopDelayP99Ms: 1.2 },
  },
};
