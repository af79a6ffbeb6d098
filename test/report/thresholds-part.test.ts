import { describe, expect, it } from 'vitest';
import { styleOf } from '../../src/report/style.ts';
import { thresholdsPart } from '../../src/report/thresholds-part.ts';
import { passed } from '../support/result-samples.ts';

const style = styleOf({ colour: false, width: 80 });

describe('thresholdsPart', () => {
  it('gives limit, actual, status and origin of each, reasons below', () => {
    expect(thresholdsPart(passed.slo, style)).toEqual([
      [
        'threshold        limit   actual  status    origin',
        'first-frame<5s  5.00 s  61.3 ms  ✓ passed  default',
        'gap-p99<1s      1.00 s      n/a  ✓ passed  --slo',
        '  - gap-p99: not estimable, but the maximum, 61.2 ms, meets it',
      ].join('\n'),
    ]);
  });

  it('is empty without thresholds', () => {
    expect(thresholdsPart([], style)).toEqual([]);
  });
});
