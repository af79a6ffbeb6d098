import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/check/rule.ts';
import { Tally } from '../../src/check/tally.ts';
import { concludeCheck } from '../../src/check/verdict.ts';

const rule: Rule = {
  id: 'time.example',
  family: 'time',
  severity: 'error',
  unit: 'rows',
  summary: 'An example.',
  start: () => ({ skipped: () => '' }),
};

function tally(examined: number, violations: number): Tally {
  const made = new Tally();
  made.examine(examined);
  for (let frame = 0; frame < violations; frame += 1) made.violate(frame);
  return made;
}

describe('concludeCheck', () => {
  it('passes what was examined and violated by nothing', () => {
    const result = concludeCheck(rule, tally(4, 0), 'error', 0, () => 'no');
    expect(result).toEqual({
      rule: 'time.example',
      family: 'time',
      status: 'passed',
      severity: 'error',
      examined: 4,
      violations: 0,
      findings: [],
    });
  });

  it('skips what examined nothing, with the reason', () => {
    expect(concludeCheck(rule, tally(0, 0), 'error', 0.5, () => 'no rows')).toMatchObject({
      status: 'skipped',
      reason: 'no rows',
    });
  });

  it('fails errors and warns of warnings', () => {
    expect(concludeCheck(rule, tally(4, 1), 'error', 0, () => '').status).toBe('failed');
    expect(concludeCheck(rule, tally(4, 1), 'warning', 0, () => '').status).toBe('warned');
  });

  it('passes a share that is tolerated, to its limit, and says so', () => {
    const result = concludeCheck(rule, tally(100, 2), 'error', 0.02, () => '');
    expect(result).toMatchObject({ status: 'passed', violations: 2, firstAt: 0, lastAt: 1 });
    expect(result.reason).toBe('2 of 100 rows: 2 % violate it, 2 % are tolerated');
    expect(concludeCheck(rule, tally(100, 3), 'error', 0.02, () => '').status).toBe('failed');
  });
});
