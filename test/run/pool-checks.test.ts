import { describe, expect, it } from 'vitest';
import type { CheckResult, Finding } from '../../src/base/result.ts';
import { poolChecks } from '../../src/run/pool-checks.ts';

const finding = (stream: number, arrivalMs: number): Finding => ({
  stream,
  arrivalMs,
  expected: 'a',
  actual: 'b',
  message: `${stream}/${arrivalMs}`,
});
const check = (rule: string, status: CheckResult['status'], more: Partial<CheckResult> = {}): CheckResult => ({
  rule,
  family: 'range',
  status,
  severity: 'error',
  examined: 10,
  violations: 0,
  findings: [],
  ...more,
});

describe('poolChecks', () => {
  it('leaves one stream as it is, and none as none', () => {
    const checks = [check('range.finite', 'passed')];
    expect(poolChecks([checks])).toBe(checks);
    expect(poolChecks([])).toEqual([]);
  });

  it('lets the worst stream speak and adds up', () => {
    const [pooled] = poolChecks([
      [check('range.finite', 'passed')],
      [
        check('range.finite', 'failed', {
          violations: 2,
          firstAt: 7,
          lastAt: 9,
          findings: [finding(1, 50), finding(1, 90)],
        }),
      ],
      [check('range.finite', 'failed', { violations: 1, firstAt: 3, lastAt: 3, findings: [finding(2, 70)] })],
    ]);
    expect(pooled).toMatchObject({ status: 'failed', examined: 30, violations: 3, firstAt: 3, lastAt: 9 });
    expect(pooled?.findings.map(({ message }) => message)).toEqual(['1/50', '2/70', '1/90']);
  });

  it('keeps five findings, the earliest', () => {
    const many = (stream: number) => [
      check('a.b', 'failed', { findings: [1, 2, 3, 4, 5].map((at) => finding(stream, at * 10 + stream)) }),
    ];
    expect(poolChecks([many(0), many(1)])[0]?.findings.map(({ arrivalMs }) => arrivalMs)).toEqual([10, 11, 20, 21, 30]);
  });

  it('is skipped only where no stream could be judged', () => {
    const skipped = check('a.b', 'skipped', { examined: 0, reason: 'unknown' });
    expect(poolChecks([[skipped], [skipped]])[0]).toMatchObject({ status: 'skipped', reason: 'unknown' });
    expect(poolChecks([[skipped], [check('a.b', 'passed')]])[0]).toMatchObject({ status: 'passed', examined: 10 });
  });
});
