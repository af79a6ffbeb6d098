import { describe, expect, it } from 'vitest';
import { poolTimelines } from '../../src/run/pool-timelines.ts';

const second = (at: number, frames: number, gapMaxMs: number | null) => ({
  second: at,
  frames,
  bytes: frames,
  gapMaxMs,
});

describe('poolTimelines', () => {
  it('sums frames and bytes of each second and takes the longest gap', () => {
    const pooled = poolTimelines([
      [second(0, 1, null), second(1, 2, 5)],
      [second(1, 3, 9), second(2, 0, null)],
    ]);
    expect(pooled).toEqual([second(0, 1, null), second(1, 5, 9), second(2, 0, null)]);
  });

  it('leaves an only one as it is', () => {
    expect(poolTimelines([[second(0, 1, null)]])).toEqual([second(0, 1, null)]);
    expect(poolTimelines([])).toEqual([]);
  });
});
