import { describe, expect, it } from 'vitest';
import { SERVE } from '../../../src/cli/options/serve.ts';

describe('serve options', () => {
  it('describe the default job', () => {
    const { sensors, bins, rows, fps, frames } = SERVE;
    expect([sensors, bins, rows, fps, frames].map(({ fallback }) => fallback)).toEqual([
      50,
      null,
      { min: 1, max: 1 },
      20,
      200,
    ]);
  });

  it('--rows takes a number or a range', () => {
    expect(['4', '1..4', '0', 'x'].map(SERVE.rows.parse)).toEqual([
      { min: 4, max: 4 },
      { min: 1, max: 4 },
      undefined,
      undefined,
    ]);
  });

  it('--fps takes 0 for as fast as it can', () => {
    expect(['0', '12.5', '-1', ''].map(SERVE.fps.parse)).toEqual([0, 12.5, undefined, undefined]);
  });
});
