import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/base/result.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { parseSlos } from '../../../src/measure/slo.ts';
import { runBench } from '../../../src/run/bench/run.ts';
import { WHOLE } from '../../../src/run/bench/plan.ts';
import type { Host } from '../../../src/run/host.ts';
import type { Http2Peer } from '../../support/http2-peer.ts';
import { answer, http2Peer } from '../../support/http2-peer.ts';
import { EXPECTATION, streamPlan, testHost } from '../../support/plan.ts';
import { expectValid } from '../../support/schema.ts';

/** An empty message, framed. */
const FRAME = Buffer.alloc(5);

/** Time that passes only while somebody waits for it: what is due at different moments happens in one turn of the loop. */
function hastyClock(): typeof systemClock {
  let ahead = 0;
  return {
    ...systemClock,
    now: () => systemClock.now() + ahead,
    sleep: (ms) => {
      ahead += ms;
      return Promise.resolve();
    },
  };
}

describe('streams at a rate, where the peer takes two at a time', () => {
  let peer: Http2Peer;
  beforeEach(async () => {
    peer = await http2Peer(({ stream }) => answer(stream, [FRAME]), { maxConcurrentStreams: 2 });
  });
  afterEach(() => peer.close());

  async function run(streams: number, connections: number | null, host: Partial<Host> = {}): Promise<RunResult> {
    const stream = streamPlan(`127.0.0.1:${peer.port}`, {
      command: 'bench',
      families: new Set(),
      slos: parseSlos(['none', 'missed=0'], { command: 'bench' }),
      ending: { maxFrames: 1, afterMs: null, afterReason: 'watched' },
      streams: [{ streamId: 0, expectation: { ...EXPECTATION, live: false, realtime: false } }],
    });
    const starts = { kind: 'rate', everyMs: 500 } as const;
    const plan = { stream, jobs: ['a'], streams, connections, share: WHOLE, shard: null, starts, warmup: null };
    const result = await runBench(stream, () => Promise.resolve(plan), testHost({ clock: hastyClock(), ...host }));
    expectValid(result);
    return result;
  }

  it('opens further connections for those that find no place, and charges them the wait', async () => {
    const result = await run(5, null);
    expect(result).toMatchObject({ outcome: 'passed', frames: { received: 5 } });
    expect(result.bench?.connections.map(({ streams }) => streams)).toEqual([2, 2, 1]);
    expect(result.bench?.starts).toMatchObject({ planned: 5, started: 5, missed: 0 });
    const delays = result.streams.map(({ pool }) => pool?.startDelayMs ?? Number.NaN);
    // Dialling takes time that a place on a standing connection does not.
    expect(Math.min(...delays.slice(2))).toBeGreaterThan(0);
    const { firstFrameMs, firstFrameCorrectedMs } = result.bench ?? {};
    expect(firstFrameCorrectedMs?.mean).toBeGreaterThan(firstFrameMs?.mean ?? Number.NaN);
    expect(result.slo).toMatchObject([{ metric: 'missed', actual: 0, status: 'passed' }]);
  });

  it('misses those that find no place where the connections are given, says so and fails by it', async () => {
    const result = await run(5, 1);
    expect(result).toMatchObject({ outcome: 'failed', exitCode: 1, frames: { received: 2 } });
    expect(result.bench).toMatchObject({ streams: 2, starts: { planned: 5, started: 2, missed: 3 } });
    expect(result.notes.join()).toMatch(
      /3 of 5 streams could not be started .*: the one connection had no place .MAX_CONCURRENT_STREAMS/,
    );
    expect(result.slo).toMatchObject([{ metric: 'missed', actual: 3, status: 'failed' }]);
  });

  it('breaks where not one could be started, as the server was gone by then', async () => {
    // The connection is lost between dialling and the first start.
    const gate = async (): Promise<number> => {
      await peer.close();
      await new Promise((resolve) => setTimeout(resolve, 50));
      return systemClock.now();
    };
    const result = await run(2, null, { gate } as Partial<Host>);
    expect(result).toMatchObject({ outcome: 'broken', exitCode: 4, streams: [], failure: { code: 'stream-broken' } });
    expect(result.failure?.message).toMatch(/^2 of 2 streams could not be started .*: .* refused the connection$/);
  });
});
