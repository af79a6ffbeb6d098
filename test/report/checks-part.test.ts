import { describe, expect, it } from 'vitest';
import { checksPart } from '../../src/report/checks-part.ts';
import { styleOf } from '../../src/report/style.ts';
import { failed, passed } from '../support/result-samples.ts';

const style = styleOf({ colour: false, width: 80 });

describe('checksPart', () => {
  it('never shows a skipped check among those made', () => {
    const [table, skipped] = checksPart(passed.checks, style);
    expect(table).not.toContain('dimension.rows');
    expect(skipped).toContain('dimension.rows');
  });

  it('groups skipped checks by their reason', () => {
    expect(checksPart(passed.checks, style).at(-1)).toBe(
      'not made (4 skipped):\n  - no --rows given: dimension.rows\n  - no --amplitude given: range.amplitude\n' +
        '  - row step unknown: time.rate, time.window',
    );
  });

  it('tells only the first finding of a rule', () => {
    const block = checksPart(failed.checks, style)[1];
    expect(block).toContain('frame 17');
    expect(block?.match(/where/g)).toHaveLength(1);
  });

  it('names no place for a finding that has none', () => {
    const findings = [{ expected: 'SERVING', actual: 'NOT_SERVING', message: 'the server is NOT_SERVING' }];
    const checks = passed.checks.slice(0, 1).map((check) => ({ ...check, status: 'failed' as const, findings }));
    expect(checksPart(checks, style)[1]?.split('\n').slice(1)).toEqual([
      '  first     the server is NOT_SERVING',
      '  expected  SERVING',
      '  actual    NOT_SERVING',
    ]);
  });

  it('tells a rule without findings by its count, with the reason it was tolerated', () => {
    const [check] = passed.checks;
    const tolerated = { ...check, status: 'warned' as const, violations: 2, reason: 'within 2 % tolerated' };
    const parts = checksPart(check ? [{ ...check, ...tolerated }] : [], style);
    expect(parts[1]).toBe('structure.decodes: 2 violations in 200 examined\n  note      within 2 % tolerated');
  });

  it('marks tolerated violations in the table, with the reason below it', () => {
    const tolerated = { violations: 2, reason: '2 of 200 frames: 1 % violate it, 2 % are tolerated' };
    const checks = passed.checks.slice(0, 2).map((check, i) => (i === 0 ? { ...check, ...tolerated } : check));
    const [table, ...more] = checksPart(checks, style);
    expect(table?.split('\n')).toEqual([
      'check              status       examined  violations',
      'structure.decodes  ✓ tolerated       200           2',
      'range.finite       ✓ passed          200           0',
      '  - structure.decodes: tolerated: 2 of 200 frames: 1 % violate it, 2 % are',
      '    tolerated',
    ]);
    expect(more).toEqual([]);
  });

  it('says below the table how many frames were left out by --settle, and where', () => {
    const checks = passed.checks.map((check, i) => ({ ...check, ...(i < 2 ? { settled: 5 } : { settled: 0 }) }));
    expect(checksPart(checks, style)[0]).toMatch(/\n {2}- 5 frames left out by --settle: structure, range$/);
  });

  it('is empty without checks', () => {
    expect(checksPart([], style)).toEqual([]);
  });
});
