import { describe, expect, it } from 'vitest';
import { planBench, shareOf, streamSettings } from '../../../src/cli/commands/bench-plan.ts';
import { BENCH } from '../../../src/cli/options/tables.ts';
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

describe('shareOf', () => {
  it.each([
    [100, 3],
    [7, 7],
    [10_000, 13],
  ])('gives every one of %i streams to one of %i processes', (streams, of) => {
    const shares = Array.from({ length: of }, (_, index) => shareOf({ streams, shard: { index, of } }));
    const numbers = shares.flatMap((share) => Array.from({ length: share.streams }, (_, n) => share.firstStream + n));
    expect(numbers).toEqual(Array.from({ length: streams }, (_, n) => n));
  });

  it('refuses a share of nothing, and takes all without --shard', () => {
    expect(() => shareOf({ streams: 2, shard: { index: 2, of: 3 } })).toThrow(/of 2 streams none is left/);
    expect(shareOf({ streams: 2, shard: null })).toEqual({ streams: 2, firstStream: 0, shard: null });
  });
});

describe('planBench', () => {
  it('takes the jobs that were named, else that of the stream', () => {
    const stream = streamPlan('127.0.0.1:5');
    expect(planBench(settingsOf(BENCH, { job: ['a', 'b'] }).values, stream).jobs).toEqual(['a', 'b']);
    expect(planBench(settingsOf(BENCH).values, stream)).toMatchObject({ jobs: ['12-70788'], streams: 1, warmup: null });
    expect(planBench(settingsOf(BENCH).values, { ...stream, jobId: null }).jobs).toEqual([]);
  });
});
