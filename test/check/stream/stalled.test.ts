import { describe, expect, it } from 'vitest';
import { healthyFrames, judgeAll } from '../../support/check-frames.ts';

const RULE = 'stream.stalled';

describe(RULE, () => {
  it('passes a stream that ended otherwise', () => {
    expect(judgeAll(healthyFrames(2)).check(RULE)).toMatchObject({ status: 'passed', examined: 1 });
  });

  it('fails a stream that fell silent and names its last frame', () => {
    const judged = judgeAll(healthyFrames(2), { end: { reason: 'stalled', silentMs: 30_000 } });
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', firstAt: 1 });
    expect(judged.finding(RULE)).toMatchObject({
      frame: 1,
      expected: 'a message within 30.00 s',
      message: 'the stream stalled: nothing for 30.00 s after 2 messages',
    });
  });

  it('fails a stream that never spoke', () => {
    const judged = judgeAll([], { end: { reason: 'stalled', silentMs: 30_000 } });
    expect(judged.finding(RULE).frame).toBeUndefined();
    expect(judged.check(RULE).status).toBe('failed');
  });
});
