import { describe, expect, it } from 'vitest';
import type { PlainFrame } from '../../support/check-frames.ts';
import { T0, buildShape, healthyFrames, judgeAll, only, without } from '../../support/check-frames.ts';

const RULE = 'time.order';
const at = (plain: PlainFrame, start: number): PlainFrame => ({
  ...plain,
  rows: plain.rows.map((row) => ({ ...row, start, end: start + 50 })),
});

describe(RULE, () => {
  it('passes rows that follow each other and counts those that have a predecessor', () => {
    expect(judgeAll(healthyFrames(5, { rows: () => 2 })).check(RULE)).toMatchObject({ status: 'passed', examined: 9 });
  });

  it('fails a row that goes back, once, and no other rule of time steps', () => {
    const judged = judgeAll(healthyFrames(40, { change: only([30], (plain) => at(plain, T0 + 28.5 * 50)) }));
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1, firstAt: 30 });
    expect(judged.finding(RULE)).toMatchObject({ row: 0, path: 'rows[0].startTimestamp' });
    // The row the other took the place of is missing.
    expect(judged.check('time.gap')).toMatchObject({ violations: 1, firstAt: 31 });
    expect(judged.check('time.overlap').violations).toBe(0);
    expect(judged.check('time.duplicate').violations).toBe(0);
  });

  it('judges canvases apart', () => {
    const frames = healthyFrames(20, {
      change: (plain, index) => ({
        ...at(plain, T0 + (index % 2) * 10_000 + index * 50),
        rows: at(plain, T0 + (index % 2) * 10_000 + index * 50).rows.map((row) => ({ ...row, canvas: index % 2 })),
      }),
    });
    expect(judgeAll(frames).check(RULE)).toMatchObject({ violations: 0, examined: 18 });
  });

  it('is skipped without row times or a second row', () => {
    const shape = buildShape(without('rowStart', 'rowEnd'));
    expect(judgeAll(healthyFrames(3), { shape }).check(RULE).reason).toBe('no row times are sent');
    expect(judgeAll(healthyFrames(1)).check(RULE).reason).toBe('no canvas had two rows');
  });
});
