import { describe, expect, it } from 'vitest';
import { coveragePart } from '../../src/report/fixture-coverage-part.ts';
import { styleOf } from '../../src/report/style.ts';
import { covered, ran } from '../support/fixture-results.ts';

const style = styleOf({ colour: false, width: 100 });

describe('coveragePart', () => {
  it('shows every method, also those without a fixture, and what is missing', () => {
    const [methods, summary, reports] = coveragePart(covered.fixtures!, style);
    expect(methods?.split('\n').at(-1)).toMatch(/^demo\.v1\.Counter\/Reset +unary +0 {2}-$/);
    expect(summary?.split('\n')).toEqual([
      '1 of 2 methods of api.proto exercised (50 %)',
      'without a fixture: demo.v1.Counter/Reset',
      'kinds: bidi-stream 2; none: unary',
      'statuses: OK 1, INTERNAL 1; none: ABORTED',
    ]);
    expect(reports?.split('\n').slice(1)).toEqual([
      'lcov.info  LCOV         80  90  88.88 %',
      'gone.xml   -             -   -        -',
    ]);
  });

  it('says of what nothing exercises that it is none', () => {
    const fixtures = covered.fixtures!;
    const coverage = { ...fixtures.coverage!, kinds: { unary: 0, 'bidi-stream': 0 }, statuses: { OK: 1 } };
    const [, summary] = coveragePart({ ...fixtures, coverage }, style);
    expect(summary?.split('\n').slice(2)).toEqual(['kinds: none of unary, bidi-stream', 'statuses: OK 1']);
  });

  it('is nothing where nothing was asked', () => expect(coveragePart(ran.fixtures!, style)).toEqual([]));
});
