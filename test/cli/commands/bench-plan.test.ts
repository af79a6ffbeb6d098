import { describe, expect, it } from 'vitest';
import { planBench, streamSettings } from '../../../src/cli/commands/bench-plan.ts';
import { BENCH } from '../../../src/cli/options/tables.ts';
import { benchStreams } from '../../../src/run/bench/plan.ts';
import { streamPlan } from '../../support/plan.ts';
import { settingsOf } from '../../support/settings.ts';

describe('streamSettings', () => {
  it('asks for 1000 frames unless something else says how much is wanted', () => {
    expect(streamSettings(settingsOf(BENCH)).values.frames).toBe(1000);
    expect(streamSettings(settingsOf(BENCH)).record['frames']).toEqual({ value: 1000, origin: 'default' });
    expect(streamSettings(settingsOf(BENCH, { frames: '7' })).values.frames).toBe(7);
    expect(streamSettings(settingsOf(BENCH, { duration: '2s' })).values.frames).toBeNull();
  });

  it('compares no times with our clock unless --live says so', () => {
    expect(streamSettings(settingsOf(BENCH)).values.ended).toBe(true);
    expect(streamSettings(settingsOf(BENCH, { live: true })).values.ended).toBe(false);
  });

  it('knows the origin of what was said, and leaves what bench has no option for as by default', () => {
    const { values, origin, level } = streamSettings(settingsOf(BENCH, { job: ['a', 'b'], sensors: '4' }));
    expect(values).toMatchObject({ job: 'a', sensors: 4, focusServer: null });
    expect([origin('sensors'), level('sensors')]).toEqual(['--sensors', 3]);
    expect([origin('focusServer'), level('focusServer')]).toEqual([null, 0]);
  });
});

describe('planBench', () => {
  it('takes the jobs that were named, else that of the stream', () => {
    const stream = streamPlan('127.0.0.1:5');
    expect(planBench(settingsOf(BENCH, { job: ['a', 'b'] }).values, stream).jobs).toEqual(['a', 'b']);
    expect(planBench(settingsOf(BENCH).values, stream)).toMatchObject({ jobs: ['12-70788'], streams: 1, warmup: null });
    expect(planBench(settingsOf(BENCH).values, { ...stream, jobId: null }).jobs).toEqual([]);
  });
  it.each([
    [100, 3],
    [7, 7],
    [10_000, 13],
  ])('gives every one of %i streams to one of %i processes', (streams, of) => {
    const stream = streamPlan('127.0.0.1:5');
    const numbers = Array.from({ length: of }, (_, index) => {
      const values = { ...settingsOf(BENCH, { streams: String(streams) }).values, shard: { index, of } };
      return benchStreams(planBench(values, stream)).map(({ planned }) => planned.streamId);
    });
    expect(numbers.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: streams }, (_, n) => n));
  });

  it('leaves each process the connections it was told', () => {
    const values = settingsOf(BENCH, { streams: '9', connections: '2', shard: '1/3' }).values;
    expect(planBench(values, streamPlan('127.0.0.1:5'))).toMatchObject({
      streams: 3,
      connections: 2,
      shard: { index: 1, of: 3 },
    });
  });
});
