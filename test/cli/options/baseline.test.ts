import { describe, expect, it } from 'vitest';
import { BASELINE } from '../../../src/cli/options/baseline.ts';
import { BENCH } from '../../../src/cli/options/tables.ts';
import { settingsOf } from '../../support/settings.ts';

describe('--max-regression', () => {
  it.each([
    ['20%', 0.2],
    ['0 %', 0],
    ['12.5%', 0.125],
    ['300%', 3],
  ])('takes %j', (text, share) => {
    expect(BASELINE.maxRegression.parse(text)).toBe(share);
  });

  it.each(['20', '0.2', '-5%', '2000%', '%', ''])('refuses %j', (text) => {
    expect(BASELINE.maxRegression.parse(text)).toBeUndefined();
  });

  it('is 20 % unless told otherwise, and shown as it was written', () => {
    expect(settingsOf(BENCH).values.maxRegression).toBe(0.2);
    expect(settingsOf(BENCH, { maxRegression: '7%' }).record['max-regression']?.value).toBe('7%');
  });
});
