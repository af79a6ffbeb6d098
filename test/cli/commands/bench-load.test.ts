import { describe, expect, it } from 'vitest';
import { benchSlos, planLoad, settleLoad } from '../../../src/cli/commands/bench-load.ts';
import { BENCH } from '../../../src/cli/options/tables.ts';
import { parseSlos } from '../../../src/measure/slo.ts';
import { settle } from '../../../src/cli/settings.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';

const load = (said: Readonly<Record<string, string>>): ReturnType<typeof planLoad> =>
  planLoad(settleLoad(settingsOf(BENCH, said)).values);

describe('the load of a bench', () => {
  it.each([
    [{ streams: '4' }, { streams: 4, starts: null }],
    [
      { streams: '4', rampUp: '2s' },
      { streams: 4, starts: { kind: 'ramp-up', everyMs: 500 } },
    ],
    [
      { streams: '4', streamRate: '10/s' },
      { streams: 4, starts: { kind: 'rate', everyMs: 100 } },
    ],
    [
      { duration: '3s', streamRate: '10/s' },
      { streams: 30, starts: { kind: 'rate', everyMs: 100 } },
    ],
    [
      { duration: '1m', streamRate: '30/m' },
      { streams: 30, starts: { kind: 'rate', everyMs: 2000 } },
    ],
    [
      { duration: '10ms', streamRate: '1/s' },
      { streams: 1, starts: { kind: 'rate', everyMs: 1000 } },
    ],
  ])('of %j is %j', (said, expected) => {
    expect(load(said)).toEqual(expected);
  });

  it.each([
    [{ streamRate: '5/s' }, /--stream-rate does not say how many streams/],
    [{ streamRate: '5/s', rampUp: '1s', streams: '2' }, /--ramp-up and --stream-rate contradict each other/],
    [{ streamRate: '5/s', streams: '2', duration: '1s' }, /--streams and --duration with --stream-rate contradict/],
    [{ streams: '200', repeat: '51' }, /200 streams, repeated 51 times, are 10200; 10000 at most/],
    [{ streams: '2', workers: '3' }, /--workers 3 for 2 streams: some would have none/],
    [{ streams: '6', workers: '3', shard: '1/3' }, /--workers 3 for 2 streams/],
    [{ streams: '6', workers: '3', connections: '2' }, /--workers 3 for 2 connections: each needs one of its own/],
    [{ streams: '2', shard: '2/3' }, /--shard 2\/3: of 2 streams none is left/],
    [{ streamRate: '5000/s', duration: '1m' }, /5000\/s for --duration 60.00 s is 300000 streams; 10000 at most/],
  ])('refuses %j', (said, words) => {
    expect(() => load(said)).toThrow(words);
  });

  it('takes what was said at the higher level of two that exclude each other', () => {
    const env = { GRPC_VALIDATE_RAMP_UP: '1s', GRPC_VALIDATE_BENCH_STREAMS: '7' };
    const flags = new Map([
      ['streamRate', ['2/s']],
      ['duration', ['2s']],
    ]);
    const { values } = settleLoad(settle(BENCH, { flags, env, config: NO_CONFIG }));
    expect(planLoad(values)).toEqual({ streams: 4, starts: { kind: 'rate', everyMs: 500 } });
  });
});

describe('benchSlos', () => {
  const words = (said: Readonly<Record<string, string | string[]>>): Record<string, string[]> => {
    const { values } = settingsOf(BENCH, said);
    const { each, together } = benchSlos(values, parseSlos(values.slo, { command: 'bench' }));
    const added = (slos: typeof each): string[] =>
      slos.filter(({ metric }) => ['missed', 'success-rate'].includes(metric)).map(({ expression }) => expression);
    return { each: added(each), together: added(together) };
  };

  it.each([
    [{}, [], []],
    [{ repeat: '3' }, [], ['success-rate>=100%']],
    [{ repeat: '3', slo: ['success-rate>90%'] }, [], ['success-rate>90%']],
    [{ repeat: '3', slo: ['none'] }, [], []],
    [{ slo: ['success-rate>90%'] }, ['success-rate>90%'], []],
    [{ streamRate: '5/s' }, ['missed=0'], []],
    [{ streamRate: '5/s', slo: ['fps>1, missed<3'] }, ['missed<3'], []],
  ])('of %j are %j in each run and %j together', (said, each, together) => {
    expect(words(said)).toEqual({ each, together });
  });
});
