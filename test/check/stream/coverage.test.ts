import { describe, expect, it } from 'vitest';
import { healthyFrames, judgeAll } from '../../support/check-frames.ts';

const RULE = 'stream.coverage';
const expectation = { streams: { value: 3, origin: 'description' } };

describe(RULE, () => {
  it('passes when all streams of the job were opened', () => {
    const judged = judgeAll(healthyFrames(2), { expectation, end: { streamsOpened: 3 } });
    expect(judged.check(RULE)).toMatchObject({ status: 'passed', examined: 1 });
  });

  it('warns when some were not', () => {
    const judged = judgeAll(healthyFrames(2), { expectation });
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', violations: 1 });
    expect(judged.finding(RULE)).toMatchObject({ expected: '3 (description)', message: '1 of 3 streams examined' });
  });

  it('is skipped when the number of streams is unknown', () => {
    expect(judgeAll(healthyFrames(2)).check(RULE).status).toBe('skipped');
  });
});
