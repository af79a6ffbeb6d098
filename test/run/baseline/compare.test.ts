import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/base/result.ts';
import { withBaseline } from '../../../src/run/baseline/compare.ts';
import { benched } from '../../support/bench-result.ts';
import { errored } from '../../support/result-samples.ts';
import { repeated, repeatedResult } from '../../support/repeats.ts';
import { expectValid } from '../../support/schema.ts';

const base = repeatedResult(repeated('fps', [100, 101, 99]), { runId: 'base' });

function beside(now: RunResult, result: RunResult = base): RunResult {
  const compared = withBaseline(now, { file: 'base.json', result, maxRegression: 0.2 });
  expectValid(compared);
  return compared;
}

describe('withBaseline', () => {
  it('passes what is within noise, and says so', () => {
    const result = beside(repeatedResult(repeated('fps', [100.2, 100, 101])));
    expect(result).toMatchObject({
      outcome: 'passed',
      exitCode: 0,
      baseline: {
        file: 'base.json',
        runId: 'base',
        repeats: { baseline: 3, now: 3 },
        verdict: 'within noise',
        notes: [],
      },
    });
    expect(result.summary.line).toMatch(/^PASSED: .*, baseline: within noise, 3 of 3 repeats passed$/);
    // Of one stream no percentile of the first frames can be had.
    expect(result.baseline?.comparisons.filter(({ now }) => now === null).map(({ metric }) => metric)).toEqual([
      'first-frame-p50',
      'first-frame-p95',
    ]);
  });

  it('fails by a regression, naming the metric and both numbers', () => {
    const result = beside(repeatedResult(repeated('fps', [70, 71, 69])));
    expect(result).toMatchObject({ outcome: 'failed', exitCode: 1, baseline: { verdict: 'regressed' } });
    expect(result.summary.line).toBe(
      'FAILED: baseline fps: 70 fps against 100 fps, 30 % worse, limit 80 fps, regressed, 3 of 3 repeats passed',
    );
  });

  it('has the worst verdict of all metrics, and improvement only where nothing stood still', () => {
    expect(beside(repeatedResult(repeated('fps', [200, 201, 199]))).baseline?.verdict).toBe('within noise');
    expect(beside(repeatedResult(repeated('fps', [90, 90, 90]))).baseline?.verdict).toBe('within limit');
  });

  it.each([
    [
      '2 repeats now',
      repeatedResult(repeated('fps', [100, 100])),
      /^3 repeats that came .*, 2 now; 3 a side are needed/,
    ],
    [
      'a repeat that broke',
      repeatedResult([...repeated('fps', [9, 9]), ...repeated('fps', [9], { outcome: 'broken' })]),
      /2 now/,
    ],
    ['no repeats', repeatedResult([]), /0 now/],
    ['a single run', benched, /3 repeats that came .*, 1 now/],
    ['nothing at all', errored, /0 now/],
    [
      'another load',
      repeatedResult(repeated('fps', [1, 2, 3]), { settings: { frames: { value: 5, origin: '' } } }),
      /--frames is 200/,
    ],
  ] as const)('never passes what is not comparable: %s', (_, now, words) => {
    const result = beside(now);
    expect(result.baseline).toMatchObject({ verdict: 'not comparable', comparisons: [] });
    expect(result.baseline?.reason).toMatch(words);
    expect(result.exitCode).not.toBe(0);
  });

  it('is not comparable where no metric could be had', () => {
    const nothing = { throughputMBps: null, gapP50: null, gapP95: null, gapP99: null, jitterMean: null };
    const now = repeatedResult(repeated('fps', [null, null, null], nothing));
    expect(beside(now, now).baseline).toMatchObject({
      verdict: 'not comparable',
      reason: expect.stringMatching(/no metric/) as string,
    });
  });

  it('never passes where a metric of the baseline is no more to be had', () => {
    const result = beside(repeatedResult(repeated('fps', [100, null, 100])));
    expect(result).toMatchObject({ exitCode: 1, baseline: { verdict: 'not comparable' } });
    expect(result.summary.line).toMatch(
      /^FAILED: baseline fps: not estimable in 0 of 3 repeats of the baseline and 1 of 3 repeats now/,
    );
  });

  it('leaves a graver verdict as it is', () => {
    const now = repeatedResult(repeated('fps', [70, 71, 69]), { outcome: 'interrupted', exitCode: 130 });
    expect(beside(now)).toMatchObject({ outcome: 'interrupted', exitCode: 130, baseline: { verdict: 'regressed' } });
  });
});
