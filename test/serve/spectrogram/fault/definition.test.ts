import { describe, expect, it } from 'vitest';
import { faultAt } from '../../../../src/serve/spectrogram/fault/definition.ts';
import { parseFaults } from '../../../../src/serve/spectrogram/faults.ts';

describe('faultAt', () => {
  it('says whether a frame is struck and how many were, itself included', () => {
    const [fault] = parseFaults('skip-number@3..5:2');
    const seen = [2, 3, 4, 5, 6].map((index) => faultAt(fault!, index, 50)).map(({ active, hits }) => [active, hits]);
    expect(seen).toEqual([
      [false, 0],
      [true, 1],
      [true, 2],
      [true, 3],
      [false, 3],
    ]);
  });

  it('gives arguments with their defaults', () => {
    const [fault] = parseFaults('spike@3:value=9');
    const at = faultAt(fault!, 3, 50);
    expect(at.number('value', 1)).toBe(9);
    expect(at.number('bin', 1)).toBe(1);
  });
});
