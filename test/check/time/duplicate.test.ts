import { describe, expect, it } from 'vitest';
import { buildShape, healthyFrames, judgeAll, only, without } from '../../support/check-frames.ts';

const RULE = 'time.duplicate';

describe(RULE, () => {
  it('passes rows of equal time and other content', () => {
    const frames = healthyFrames(40, { dt: 0.5, rowMs: 0.5 });
    expect(judgeAll(frames).check(RULE)).toMatchObject({ status: 'passed', examined: 39 });
  });

  it('fails a row sent again, which is no overlap', () => {
    const frames = healthyFrames(30);
    const again = healthyFrames(30, { change: only([12], (plain) => ({ ...plain, index: 13, sequence: 13 })) })[12];
    if (!again) throw new Error('frame 12');
    const judged = judgeAll([...frames.slice(0, 13), again, ...frames.slice(13)]);
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1, firstAt: 13 });
    expect(judged.finding(RULE).message).toContain('repeats time and content');
    expect(judged.violated).toContain('time.sequence');
    for (const rule of ['time.overlap', 'time.order', 'time.gap']) expect(judged.check(rule).violations).toBe(0);
  });

  it('is skipped without row times or a second row', () => {
    const shape = buildShape(without('rowStart', 'rowEnd'));
    expect(judgeAll(healthyFrames(3), { shape }).check(RULE).reason).toBe('no row times are sent');
    expect(judgeAll(healthyFrames(1)).check(RULE).reason).toBe('no canvas had two rows');
  });
});
