import { describe, expect, it } from 'vitest';
import { packTask, processNow, unpackPlan } from '../../../src/run/bench/part.ts';
import type { BenchPlan } from '../../../src/run/bench/plan.ts';
import { WHOLE } from '../../../src/run/bench/plan.ts';
import { streamPlan } from '../../support/plan.ts';

const stream = streamPlan('127.0.0.1:5', { severities: new Map([['time.gap', 'off']]) });
const plan: BenchPlan = {
  stream: { ...stream, reach: { ...stream.reach, tls: { ca: 'PEM', key: 'secret' } } },
  jobs: ['a'],
  streams: 2,
  share: WHOLE,
  starts: { kind: 'rate', everyMs: 0.1 },
  shard: null,
  connections: null,
  warmup: null,
};

describe('packTask', () => {
  it('is plain data from which the same plan comes out', () => {
    const crossed = structuredClone(packTask(plan.stream, plan, ['datastream'], '1.2.3'));
    expect(crossed.version).toBe('1.2.3');
    expect(crossed.head.slos).toEqual(stream.slos);
    const { layouts, ...others } = unpackPlan(crossed).stream;
    const { layouts: given, ...expected } = plan.stream;
    expect(others).toEqual(expected);
    expect(layouts.map(({ method }) => method)).toEqual(given.map(({ method }) => method));
    expect(unpackPlan(crossed)).toMatchObject({ ...plan, stream: expect.any(Object) as object });
  });

  it('names a layout that cannot be loaded any more', () => {
    expect(() => unpackPlan(packTask(plan.stream, plan, ['gone.yaml'], '1'))).toThrow(/gone\.yaml/);
  });
});

describe('processNow', () => {
  it('goes on in milliseconds', async () => {
    const before = processNow();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(processNow() - before).toBeGreaterThan(3);
  });
});
