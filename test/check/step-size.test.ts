import { describe, expect, it } from 'vitest';
import { StepSize } from '../../src/check/step-size.ts';

function after(steps: readonly number[]): StepSize {
  const size = new StepSize();
  for (const step of steps) size.add(step);
  return size;
}

describe('StepSize', () => {
  it('is the nominal step where there is one', () => {
    expect(new StepSize(10).ms).toBe(10);
    expect(new StepSize(0).ms).toBeNull();
  });

  it('is the median of the first 20 steps', () => {
    const steps = Array.from({ length: 19 }, (_, at) => (at < 10 ? 40 : 60));
    expect(after(steps).ms).toBeNull();
    expect(after([...steps, 60]).ms).toBe(50);
    expect(after([...steps, 40, 9, 9, 9]).ms).toBe(40);
  });

  it('makes do with three at the end', () => {
    const ended = (steps: readonly number[]): number | null => {
      const size = after(steps);
      size.end();
      return size.ms;
    };
    expect(ended([50, 50])).toBeNull();
    expect(ended([50, 100, 50])).toBe(50);
    expect(ended([0, 0, 0])).toBeNull();
  });

  it('is the mean where most steps are 0 for want of resolution', () => {
    const size = after([0, 0, 0, 1]);
    size.end();
    expect(size.ms).toBe(0.25);
  });
});
