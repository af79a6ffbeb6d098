import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openConnections, spread } from '../../../src/run/bench/connections.ts';
import type { BenchPlan } from '../../../src/run/bench/plan.ts';
import { WHOLE } from '../../../src/run/bench/plan.ts';
import type { Connection } from '../../../src/wire/types.ts';
import { streamPlan, testHost } from '../../support/plan.ts';

describe('spread', () => {
  it.each([
    [10, null, null, [10]],
    [10, null, 4, [4, 3, 3]],
    [10, 2, null, [5, 5]],
    [10, 5, 4, [2, 2, 2, 2, 2]],
  ])('spreads %i streams over %j connections where the peer takes %j', (streams, connections, limit, split) => {
    expect(spread({ streams, connections }, limit)).toEqual(split);
  });

  it('refuses what would have to queue, and says what would do', () => {
    expect(() => spread({ streams: 10, connections: 2 }, 4)).toThrow(/takes 4 streams a connection.*10 streams over 2/);
    expect(() => spread({ streams: 10, connections: 2 }, 4)).toThrow(
      expect.objectContaining({ code: 'usage', hint: expect.stringContaining('make it 3') as string }),
    );
    expect(() => spread({ streams: 1, connections: null }, 0)).toThrow(/no streams at all/);
  });
});

describe('openConnections', () => {
  const opened: Connection[] = [];
  const server = createServer({ settings: { maxConcurrentStreams: 2 } });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((connection) => connection.close()));
    await new Promise((resolve) => server.close(resolve));
  });

  it('opens as many connections as the streams need where the peer limits them, and says so', async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const stream = streamPlan(`127.0.0.1:${port}`);
    const plan: BenchPlan = {
      stream,
      jobs: [],
      streams: 5,
      share: WHOLE,
      starts: null,
      shard: null,
      connections: null,
      warmup: null,
    };
    const made = await openConnections(plan, stream.reach, testHost(), (connection) => opened.push(connection));
    expect(made.shares).toEqual([2, 2, 1]);
    expect(made.connections).toEqual(opened);
    expect(made.notes).toEqual(['the peer takes 2 streams a connection, so 3 connections were opened']);
    await expect(
      openConnections({ ...plan, connections: 2 }, stream.reach, testHost(), (connection) => opened.push(connection)),
    ).rejects.toThrow(/too few for 5 streams/);
  });
});
