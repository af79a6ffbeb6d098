import { systemClock } from '../../src/base/clock.ts';
import { FAMILIES } from '../../src/base/result.ts';
import { loadLayout } from '../../src/frame/layout.ts';
import { parseSlos } from '../../src/measure/slo.ts';
import type { Expectation } from '../../src/base/expectation.ts';
import type { RunResult } from '../../src/base/result.ts';
import { runStream } from '../../src/run/stream.ts';
import type { Host } from '../../src/run/host.ts';
import type { StreamPlan } from '../../src/run/plan.ts';
import { parseTarget } from '../../src/wire/target.ts';

/** Nothing known but the defaults. */
export const EXPECTATION: Expectation = {
  quiet: [],
  settle: { frames: 0, ms: 0 },
  live: true,
  firstFrameMs: { value: 5000, origin: 'default' },
  idleMs: 5000,
  status: 0,
  realtime: true,
};

/** A complete plan for a plaintext server on loopback, with quick retries. */
export function streamPlan(address: string, changes: Partial<StreamPlan> = {}): StreamPlan {
  return {
    command: 'stream',
    reach: {
      target: parseTarget(address),
      security: 'plaintext',
      connectTimeoutMs: 5000,
      retries: 0,
      retryDelayMs: 10,
      retryMaxDelayMs: 100,
      windowSize: 1024 ** 2,
      streams: 1,
      client: 'wire',
    },
    embedded: false,
    layouts: [loadLayout('datastream')],
    jobId: '12-70788',
    job: { id: '12-70788', live: true },
    jobExists: false,
    found: null,
    reading: {},
    metadata: [],
    timeoutMs: 20_000,
    waitJobMs: 0,
    maxMessageSize: 100 * 1024 ** 2,
    ending: { maxFrames: null, afterMs: null, afterReason: 'watched' },
    streams: [{ streamId: 0, expectation: EXPECTATION }],
    families: new Set(FAMILIES),
    severities: new Map(),
    tolerances: new Map(),
    failOn: 'warning',
    slos: parseSlos([], { command: 'stream' }),
    settings: {},
    labels: {},
    notes: [],
    ...changes,
  };
}

export function testHost(changes: Partial<Host> = {}): Host {
  return {
    clock: systemClock,
    random: Math.random,
    version: '0.0.0',
    signal: new AbortController().signal,
    ...changes,
  };
}

/** Runs a plan that needs no discovery. */
export function runPlan(plan: StreamPlan, host: Host): Promise<RunResult> {
  return runStream(plan, () => Promise.resolve(plan), host);
}
