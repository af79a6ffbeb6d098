import { describe, expect, it } from 'vitest';
import type { JobOptions } from '../../../../src/serve/spectrogram/job-options.ts';
import { framesOf, makeFrames, numbers, starts, valuesOf } from '../../../support/serve-frames.ts';

/** Steps between consecutive rows, ms. */
function steps(script: string, options: JobOptions = {}): number[] {
  const all = starts(framesOf(script, options, 8));
  return all.slice(1).map((start, i) => start - all[i]!);
}

describe('a fault of time', () => {
  it('row-backwards goes back once and then on from there, without a gap', () => {
    expect(steps('row-backwards@3')).toEqual([50, 50, -25, 50, 50, 50, 50]);
    expect(steps('row-backwards@3', { fps: 1000 })).toEqual([1, 1, -2, 1, 1, 1, 1]);
  });

  it('duplicate-row carries a row twice in one frame', () => {
    const frames = framesOf('duplicate-row@3');
    expect(frames[3]?.rows).toHaveLength(2);
    expect(frames[3]?.rows[1]).toEqual(frames[3]?.rows[0]);
    expect(starts(frames.slice(4))).toEqual(starts(framesOf('').slice(4)));
  });

  it('skip-rows jumps once; numbers go on', () => {
    expect(steps('skip-rows@3')).toEqual([50, 50, 300, 50, 50, 50, 50]);
    expect(steps('skip-rows@3:1')).toEqual([50, 50, 100, 50, 50, 50, 50]);
    expect(steps('skip-rows@3..4:1')).toEqual([50, 50, 100, 100, 50, 50, 50]);
    expect(numbers(framesOf('skip-rows@3'))).toEqual(numbers(framesOf('')));
  });

  it('overlap is one step below half of the nominal one, and no gap after it', () => {
    expect(steps('overlap@3')).toEqual([50, 50, 20, 50, 50, 50, 50]);
    expect(steps('overlap@3', { fps: 100 })).toEqual([10, 10, 3, 10, 10, 10, 10]);
  });

  it('slow-clock and fast-rows change every step, pace and numbers stay', () => {
    expect(steps('slow-clock:0.8')).toEqual(Array(7).fill(40));
    expect(steps('slow-clock@3..:0.5')).toEqual([50, 50, 50, 25, 25, 25, 25]);
    expect(steps('fast-rows:1.25')).toEqual(Array(7).fill(40));
    expect(makeFrames({ faults: 'slow-clock,fast-rows' }).slots.map(({ dueMs }) => dueMs)).toEqual(
      makeFrames({}).slots.map(({ dueMs }) => dueMs),
    );
  });

  it('stale and future shift all rows', () => {
    expect(starts(framesOf('stale:90s', {}, 2))).toEqual([-90_000, -89_950]);
    expect(starts(framesOf('stale', {}, 1))).toEqual([-90_000]);
    expect(starts(framesOf('future:2h', {}, 2))).toEqual([7_200_000, 7_200_050]);
  });

  it('wrong-window shifts all rows out of the time asked for', () => {
    expect(starts(framesOf('wrong-window', {}, 2))).toEqual([-86_400_000, -86_399_950]);
    expect(starts(framesOf('wrong-window:1h', {}, 1))).toEqual([-3_600_000]);
  });

  it('skip-number and repeat-number bend the numbers once and go on', () => {
    expect(numbers(framesOf('skip-number@3', {}, 6))).toEqual([1, 2, 3, 5, 6, 7]);
    expect(numbers(framesOf('skip-number@3:4', {}, 5))).toEqual([1, 2, 3, 8, 9]);
    expect(numbers(framesOf('repeat-number@3', {}, 6))).toEqual([1, 2, 3, 3, 4, 5]);
    expect(starts(framesOf('skip-number@3,repeat-number@5'))).toEqual(starts(framesOf('')));
  });

  it('drop-frame loses a frame with its number and its time', () => {
    const frames = framesOf('drop-frame@3', {}, 6);
    expect(numbers(frames)).toEqual([1, 2, 3, 5, 6]);
    expect(starts(frames)).toEqual([0, 50, 100, 200, 250]);
    expect(valuesOf(frames[3])).toEqual(valuesOf(framesOf('')[4]));
  });

  it.each(['row-backwards@3', 'skip-rows@3', 'overlap@3', 'slow-clock', 'stale', 'skip-number@3'])(
    '%s changes no value',
    (script) => {
      expect(framesOf(script).map(valuesOf)).toEqual(framesOf('').map(valuesOf));
    },
  );
});
