import { describe, expect, it } from 'vitest';
import type { SloResult } from '../../src/base/result.ts';
import { judgeSlos, judgeSlosOf } from '../../src/measure/slo-judge.ts';
import type { Observation } from '../../src/measure/slo-table.ts';
import { parseSlos } from '../../src/measure/slo.ts';
import { arrivalsOf, measure, range } from '../support/measure-arrivals.ts';

function observe(gap: number, count: number): Observation {
  const { metrics } = measure(arrivalsOf(range(count).map(() => gap)));
  return { metrics, connectMs: 3, startupMs: null, frames: count + 1, lost: 2, repeated: 0, errors: 0 };
}

function judge(text: string, observed: Observation | Observation[], suspect: string[] = []): SloResult | undefined {
  return judgeSlos(parseSlos(['none', text], { command: 'stream' }), observed, suspect)[0];
}

describe('judgeSlos', () => {
  it('passes what is within its limit, with limit, origin, actual and unit', () => {
    expect(judge('gap-p95<100ms', observe(50, 100))).toEqual({
      expression: 'gap-p95<100ms',
      metric: 'gap-p95',
      limit: 100,
      origin: '--slo',
      actual: 50,
      unit: 'ms',
      status: 'passed',
    });
  });

  it('fails what is at its limit or past it', () => {
    expect(judge('gap-p95<50ms', observe(50, 100))?.status).toBe('failed');
    expect(judge('fps>20', observe(50, 100))?.status).toBe('failed');
    expect(judge('fps>19.9', observe(50, 100))?.status).toBe('passed');
  });

  it('passes what is at a limit that may be met exactly', () => {
    expect(judge('gap-p95<=50ms', observe(50, 100))?.status).toBe('passed');
    expect(judge('gap-p95<=49ms', observe(50, 100))?.status).toBe('failed');
    expect(judge('fps>=20', observe(50, 100))?.status).toBe('passed');
    expect(judge('fps>=20.1', observe(50, 100))?.status).toBe('failed');
    expect(judge('gap-p95<=50ms', observe(50, 10))).toMatchObject({ actual: null, status: 'passed' });
    expect(judge('fps>=20', [observe(50, 100), observe(100, 100)])).toMatchObject({ actual: 10, status: 'failed' });
  });

  it('passes a percentile that is not estimable when the maximum meets the limit', () => {
    expect(judge('gap-p95<100ms', observe(50, 10))).toMatchObject({
      actual: null,
      status: 'passed',
      reason: 'not estimable, but the maximum, 50.0 ms, meets it',
    });
  });

  it('skips a percentile that is not estimable when the maximum does not meet it', () => {
    const result = judge('gap-p95<20ms', observe(50, 10));
    expect(result).toMatchObject({ actual: null, status: 'skipped' });
    expect(result?.reason).toContain('not estimable from 10 gaps');
    expect(judge('gap-p95>20ms', observe(50, 10))?.status).toBe('skipped');
  });

  it('skips what was not measured', () => {
    expect(judge('jitter<5ms', observe(50, 100))).toMatchObject({ status: 'skipped', reason: 'not estimable' });
    expect(judge('startup<5s', [])).toMatchObject({ status: 'skipped', reason: 'nothing was measured' });
  });

  it('leaves a timing limit missed in a suspect run undecided', () => {
    expect(judge('gap-p95<20ms', observe(50, 100), ['we were slow', 'very'])).toMatchObject({
      actual: 50,
      status: 'inconclusive',
      reason: 'we were slow; very',
    });
    expect(judge('gap-p95<100ms', observe(50, 100), ['we were slow'])?.status).toBe('passed');
  });

  it('fails a count in a suspect run all the same', () => {
    expect(judge('lost<1', observe(50, 100), ['we were slow'])?.status).toBe('failed');
  });

  it('judges the worst of several streams', () => {
    const streams = [observe(50, 100), observe(80, 100), observe(60, 100)];
    expect(judge('gap-p95<100ms', streams)?.actual).toBe(80);
    expect(judge('fps>15', streams)).toMatchObject({ actual: 12.5, status: 'failed' });
    expect(judge('gap-p95<70ms', [observe(60, 100), observe(80, 4)])?.status).toBe('skipped');
  });

  it('says how a default came to its limit', () => {
    const slos = parseSlos([], { command: 'stream', nominalFps: 2 });
    const fps = judgeSlos(slos, observe(500, 100), []).find(({ metric }) => metric === 'fps');
    expect(fps).toMatchObject({ status: 'passed', reason: 'scaled to the nominal 2 fps' });
  });

  it('judges the metrics of another table, whose maxima carry their unit', () => {
    const slo = { expression: 'rate<3', metric: 'rate', operator: '<', limit: 3, origin: '--slo' } as const;
    const table = { rate: { unit: 'fps', timing: true, read: () => null, max: (most: number) => most } } as const;
    expect(judgeSlosOf(table, [slo], [2], [])[0]?.reason).toBe('not estimable, but the maximum, 2 fps, meets it');
    expect(() => judgeSlosOf(table, [{ ...slo, metric: 'other' }], [2], [])).toThrow(RangeError);
  });
});
