import { describe, expect, it } from 'vitest';
import { renderHgrm } from '../../src/report/hgrm.ts';
import { benched } from '../support/bench-result.ts';
import { errored, passed } from '../support/result-samples.ts';

/** The rows as HdrHistogram's plotter takes them: what is neither heading nor comment, split at blanks. */
function rows(text: string): number[][] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.trim().split(/\s+/).map(Number));
}

describe('renderHgrm', () => {
  it('has value, percentile, count and distance in each row, and no distance in the last', () => {
    expect(rows(renderHgrm(benched))).toEqual([
      [45.1, 0, 1, 1],
      [50.01, 0.5, 100, 2],
      [61.2, 1, 199],
    ]);
  });

  it('ends with mean, deviation, maximum and count', () => {
    expect(renderHgrm(benched)).toMatch(
      /#\[Mean {4}= +49\.950, StdDeviation {3}= +2\.250\]\n#\[Max {5}= +61\.200, Total count {4}= +199\]\n$/,
    );
  });

  it('has the percentiles that could be estimated of a run that is no bench', () => {
    expect(rows(renderHgrm(passed))).toEqual([
      [45.1, 0, 1, 1],
      [50.01, 0.5, 100, 2],
      [51.6, 0.9, 180, 10],
      [52.1, 0.95, 190, 20],
      [61.2, 1, 199],
    ]);
  });

  it('has no rows for a run that measured no gaps', () => {
    expect(rows(renderHgrm(errored))).toEqual([]);
    expect(renderHgrm(errored)).toContain('Total count    =            0');
  });
});
