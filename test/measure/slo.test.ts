import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import { defaultSlos, firstFrameLimit, parseSlos } from '../../src/measure/slo.ts';

const stream = { command: 'stream' };

function failure(run: () => unknown): Failure {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
  }
  throw new Error('no Failure was thrown');
}

describe('defaultSlos', () => {
  it('ask a stream for its connect and first-frame times alone', () => {
    expect(defaultSlos(stream).map(({ expression }) => expression)).toEqual(['connect<10s', 'first-frame<5s']);
  });

  it('ask connect for its time alone', () => {
    const nominal = defaultSlos({ command: 'connect', nominalFps: 20 });
    expect(nominal.map(({ expression }) => expression)).toEqual(['connect<10s']);
  });

  it('ask a bench for gaps and rate too', () => {
    expect(defaultSlos({ command: 'bench' }).map(({ expression }) => expression)).toEqual([
      'connect<10s',
      'first-frame<5s',
      'gap-p95<1s',
      'fps>10',
    ]);
  });

  it('ask the same of a stream with a nominal cadence', () => {
    const [, , gap, fps] = defaultSlos({ ...stream, nominalFps: 20 });
    expect(gap).toEqual({ expression: 'gap-p95<1s', metric: 'gap-p95', operator: '<', limit: 1000, origin: 'default' });
    expect(fps?.limit).toBe(10);
  });

  it('are scaled to a slower cadence and say so', () => {
    const [, , gap, fps] = defaultSlos({ ...stream, nominalFps: 2 });
    expect(gap).toMatchObject({ expression: 'gap-p95<1.5s', limit: 1500, note: 'scaled to the nominal 2 fps' });
    expect(fps).toMatchObject({ expression: 'fps>1.8', limit: 1.8, origin: 'default' });
  });

  it('do not ask 10 fps of a job that has just 10', () => {
    expect(defaultSlos({ ...stream, nominalFps: 10 })[3]?.limit).toBe(9);
  });

  it('share a longer first-frame limit with the rule', () => {
    const slos = defaultSlos({ ...stream, firstFrameMs: { value: 34_000, origin: 'NFFT/PRR + 2 s' } });
    expect(slos[1]).toMatchObject({ expression: 'first-frame<34s', limit: 34_000, note: 'NFFT/PRR + 2 s' });
  });
});

describe('parseSlos', () => {
  it('replaces the default of a metric and keeps the others', () => {
    const slos = parseSlos(['first-frame<2s, gap-p95 < 100ms'], stream);
    expect(slos).toEqual([
      expect.objectContaining({ metric: 'connect', origin: 'default' }),
      { expression: 'first-frame<2s', metric: 'first-frame', operator: '<', limit: 2000, origin: '--slo' },
      { expression: 'gap-p95 < 100ms', metric: 'gap-p95', operator: '<', limit: 100, origin: '--slo' },
    ]);
  });

  it('clears the defaults at none, and keeps what stands beside it', () => {
    expect(parseSlos(['none'], stream)).toEqual([]);
    expect(parseSlos(['none', 'fps>15'], stream).map(({ metric }) => metric)).toEqual(['fps']);
  });

  it('takes limits that may be met exactly', () => {
    const slos = parseSlos(['none', 'success-rate>=99%, gap-max <= 1s'], stream);
    expect(slos.map(({ metric, operator, limit }) => [metric, operator, limit])).toEqual([
      ['success-rate', '>=', 0.99],
      ['gap-max', '<=', 1000],
    ]);
    expect(firstFrameLimit(parseSlos(['first-frame<=2s'], stream)).value).toBe(2000);
  });

  it('keeps two limits of one metric', () => {
    expect(parseSlos(['fps>15,fps<25'], stream).map(({ expression }) => expression)).toEqual([
      'connect<10s',
      'first-frame<5s',
      'fps>15',
      'fps<25',
    ]);
  });

  it.each([
    ['connect<500ms', 500],
    ['gap-max<2', 2000],
    ['mbps>4.5MB/s', 4.5],
    ['mbps>4.5', 4.5],
    ['fps>15 fps', 15],
    ['freeze-share<5%', 0.05],
    ['freeze-share<0.05', 0.05],
    ['lost<1', 1],
    ['frames>0', 0],
  ])('reads %s in the unit of its metric', (expression, limit) => {
    expect(parseSlos([expression], { ...stream, origin: 'GRPC_VALIDATE_SLO' }).at(-1)).toMatchObject({
      expression,
      limit,
      origin: 'GRPC_VALIDATE_SLO',
    });
  });

  it('refuses a metric it does not know, naming the nearest', () => {
    const { exitCode, message, hint } = failure(() => parseSlos(['gap-p96<1s'], stream));
    expect(exitCode).toBe(2);
    expect(message).toBe('--slo: unknown metric "gap-p96"');
    expect(hint).toContain('gap-p95');
    expect(failure(() => parseSlos(['zzzzzzzzzz<1'], stream)).hint).toContain('metrics: connect, startup');
  });

  it.each(['gap-p95', 'gap-p95=1s', 'gap-p95=<1s', 'gap-p95<>1s', '<1s', 'gap-p95<', 'constructor<1'])(
    'refuses %s',
    (text) => {
      expect(failure(() => parseSlos([text], stream)).code).toBe('usage');
    },
  );

  it.each([
    ['gap-p95<fast', 'it takes a time such as 50ms or 1.5s'],
    ['fps>10ms', 'it takes frames a second such as 15'],
    ['mbps>x', 'it takes megabytes a second such as 4.5'],
    ['freeze-share<150%', 'it takes a share such as 5% or 0.05'],
    ['freeze-share<1.5', 'it takes a share such as 5% or 0.05'],
    ['lost<-1', 'it takes a number such as 0'],
  ])('refuses the limit of %s', (text, hint) => {
    expect(failure(() => parseSlos([text], stream)).hint).toBe(hint);
  });

  it('takes the metrics of another table', () => {
    const [slo] = parseSlos(['none,success-rate>99%'], stream, { 'success-rate': { unit: 'share' } });
    expect(slo?.limit).toBe(0.99);
  });
});

describe('firstFrameLimit', () => {
  it('is the strictest upper limit there is', () => {
    expect(firstFrameLimit(parseSlos(['first-frame<3s,first-frame<2s,first-frame>1ms'], stream))).toEqual({
      value: 2000,
      origin: '--slo',
    });
  });

  it('is 5 s where the thresholds were cleared, since the rule cannot be', () => {
    expect(firstFrameLimit([])).toEqual({ value: 5000, origin: 'default' });
  });
});

describe('thresholds of counts', () => {
  it('may ask for a number exactly, and nothing else may', () => {
    const [slo] = parseSlos(['none', 'lost=0'], { command: 'stream' });
    expect(slo).toMatchObject({ metric: 'lost', operator: '=', limit: 0 });
    expect(() => parseSlos(['fps=10'], { command: 'stream' })).toThrow('never equal to anything');
  });
});
