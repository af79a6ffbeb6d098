import { describe, expect, it } from 'vitest';
import { healthyFrames, judgeAll } from '../../support/check-frames.ts';

const RULE = 'dimension.rows';
const expectation = { rows: { value: 2, origin: '--rows' } };

describe(RULE, () => {
  it('passes frames of as many rows as --rows says', () => {
    expect(judgeAll(healthyFrames(3, { rows: () => 2 }), { expectation }).check(RULE).status).toBe('passed');
  });

  it('fails a frame of another number of rows', () => {
    const judged = judgeAll(healthyFrames(3, { rows: (index) => (index === 1 ? 3 : 2) }), { expectation });
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1 });
    expect(judged.finding(RULE)).toMatchObject({ frame: 1, expected: '2 (--rows)', actual: '3' });
  });

  it('is skipped without --rows', () => {
    expect(judgeAll(healthyFrames(3)).check(RULE).reason).toBe('no number of rows was given (--rows)');
  });
});
