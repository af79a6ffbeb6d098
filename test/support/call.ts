import { parseSlos } from '../../src/measure/slo.ts';
import type { CallDraft, CallPlan } from '../../src/run/call/plan.ts';
import { kindOf, sendsStream } from '../../src/run/call/plan.ts';
import { parseData } from '../../src/run/call/request-data.ts';
import { prepareRequests } from '../../src/run/call/requests.ts';
import { findMethod } from '../../src/schema/registry.ts';
import { parseTarget } from '../../src/wire/target.ts';
import { CALL_EXPECTATION } from './check-calls.ts';
import { testIo } from './io.ts';
import { PROBE } from './probe.ts';

/** What a test wants of a call of the probe service. */
export interface CallWish {
  readonly data?: string | null;
  readonly client?: 'wire' | 'grpc-js';
  readonly changes?: Partial<CallPlan>;
  readonly repeat?: number;
}

/** A complete draft of a call of `probe.v1.Probe/NAME` at `address`. */
export function callDraft(address: string, name: string, wish: CallWish = {}): CallDraft {
  const method = `probe.v1.Probe/${name}`;
  const slos = parseSlos([], { command: 'call' });
  const io = testIo();
  return {
    command: 'call',
    embedded: false,
    failOn: 'warning',
    slos,
    settings: {},
    labels: {},
    notes: [],
    reach: {
      target: parseTarget(address),
      security: 'plaintext',
      connectTimeoutMs: 5000,
      retries: 0,
      retryDelayMs: 10,
      retryMaxDelayMs: 100,
      windowSize: 1024 ** 2,
      streams: 1,
      client: wish.client ?? 'wire',
    },
    method,
    schema: { registry: PROBE, origin: 'probe.proto' },
    reflect: () => Promise.resolve({ registry: PROBE, origin: 'reflection v1' }),
    reflectTypes: () => Promise.reject(new Error('the schema is at hand')),
    plan: async ({ registry }) => {
      const found = findMethod(registry, method);
      const kind = kindOf(found);
      const data = wish.data ?? null;
      const requests = await prepareRequests(found.input, registry, sendsStream(kind), {
        data: data === null ? null : parseData(data),
        repeat: wish.repeat ?? 1,
        world: { env: {}, epoch: Date.now, random: Math.random, secrets: io.secrets },
        stdin: io.stdin,
      });
      return {
        method: found,
        kind,
        registry,
        metadata: [],
        timeoutMs: 20_000,
        maxMessageSize: 1024 ** 2,
        compression: 'identity',
        expectation: CALL_EXPECTATION,
        slos,
        ending: { maxFrames: null, afterMs: null, afterReason: 'duration' },
        requests,
        sending: { intervalMs: null, forMs: null, pingPong: false },
        severities: new Map(),
        tolerances: new Map(),
        watchers: [],
        badMessages: null,
        verbose: false,
        notes: [],
        ...wish.changes,
      };
    },
  };
}
