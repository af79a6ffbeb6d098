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

  it('tells a rule without findings by its count, with the reason it was tolerated', () => {
    const [check] = passed.checks;
    const tolerated = { ...check, status: 'warned' as const, violations: 2, reason: 'within 2 % tolerated' };
    const parts = checksPart(check ? [{ ...check, ...tolerated }] : [], style);
    expect(parts[1]).toBe('structure.decodes: 2 violations in 200 examined\n  note      within 2 % tolerated');
  });

  it('is empty without checks', () => {
    expect(checksPart([], style)).toEqual([]);
  });
});
