import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { fixturesPart } from '../../src/report/fixtures-part.ts';
import { styleOf } from '../../src/report/style.ts';
import { linted, mutated, parity, ran } from '../support/fixture-results.ts';

const style = styleOf({ colour: false, width: 100 });
const parts = (result: RunResult) => (result.fixtures ? fixturesPart(result, result.fixtures, style) : []);

describe('fixturesPart', () => {
  it('shows what the lint has to say, errors first, each with its place and what to do', () => {
    const [table, ...issues] = parts(linted);
    expect(table?.split('\n')).toEqual([
      'fixture         kind         profile   result',
      'count to three  bidi-stream  standard  ✓ passed',
      'bad             -            standard  ✗ FAILED',
    ]);
    expect(issues).toEqual([
      '1 error\n  bad.json:9:3\n    handler.method: demo.v1.Counter has no method Coumt; did you mean Count?',
      '1 warning\n  bad.json:5:11\n    skip: skipped without a reason; say why in "skip_reason"',
      '1 note\n  bad.json:1:1\n    Ask is defined otherwise; nothing',
    ]);
  });

  it('shows a run with its times, differences and what was skipped', () => {
    const [table, difference, skipped] = parts(ran);
    expect(table?.split('\n')[1]).toBe('count to three  bidi-stream  ✓ passed   12.5 ms');
    expect(table?.split('\n')[3]).toMatch(/^three .* - skipped +-$/);
    expect(difference).toBe(
      'two\n  in bidi/two.json\n  - stream[1].text: expected "two", got "tow"\n  and 6 more\n  note odd',
    );
    expect(skipped).toBe('not made (1 skipped):\n  - no reason given in the file: three');
  });

  it('gives each server a column', () => {
    expect(parts(parity)[0]?.split('\n')).toEqual([
      'fixture         kind         a:1       b:2',
      'count to three  bidi-stream  ✓ passed  ✓ passed',
      'two             bidi-stream  ✓ passed  ✗ FAILED',
    ]);
  });

  it('counts mutants in place of time', () => {
    expect(parts(mutated)[0]?.split('\n')).toEqual([
      'fixture         kind         result    mutants',
      'count to three  bidi-stream  ✗ FAILED       12',
    ]);
    expect(parts(mutated)[1]).toContain('1 survived');
  });
});
