import { describe, expect, it } from 'vitest';
import type { PlainRow } from '../../support/check-frames.ts';
import { T0, buildShape, healthyFrames, judgeAll, only, without } from '../../support/check-frames.ts';

const RULE = 'structure.rows';

/** Frame 1's only row changed. */
function withRow(row: Partial<PlainRow>): ReturnType<typeof healthyFrames> {
  return healthyFrames(4, {
    change: only([1], (plain) => ({ ...plain, rows: plain.rows.map((of) => ({ ...of, ...row })) })),
  });
}

describe(RULE, () => {
  it('passes rows that end after they start and counts rows', () => {
    expect(judgeAll(healthyFrames(3, { rows: () => 2 })).check(RULE)).toMatchObject({ status: 'passed', examined: 6 });
  });

  it('fails a row that ends before it starts', () => {
    const judged = judgeAll(withRow({ start: T0 + 50, end: T0 + 10 }));
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1 });
    expect(judged.finding(RULE)).toMatchObject({ frame: 1, row: 0, path: 'rows[0].endTimestamp' });
    expect(judged.finding(RULE).message).toBe('the row ends 40 ms before it starts');
  });

  it.each([
    ['seconds taken for milliseconds', { start: T0 / 1000, end: T0 / 1000 + 1 }, 'rows[0].startTimestamp'],
    ['a start that is missing', { start: 0 }, 'rows[0].startTimestamp'],
    ['an end in the year 2100', { end: Date.UTC(2100, 0) }, 'rows[0].endTimestamp'],
    ['a time no calendar has', { end: 1e300 }, 'rows[0].endTimestamp'],
  ])('fails %s', (_, row, path) => {
    expect(judgeAll(withRow(row)).finding(RULE)).toMatchObject({ frame: 1, path });
  });

  it('lets a row have no length while rows come less than 2 ms apart', () => {
    const frames = healthyFrames(30, { dt: 1, rowMs: 0 });
    expect(judgeAll(frames).check(RULE)).toMatchObject({ status: 'passed', examined: 30 });
    expect(judgeAll(healthyFrames(2, { rowMs: 0 })).check(RULE).status).toBe('passed');
  });

  it('fails rows without length that are farther apart, those from before dt was known included', () => {
    const judged = judgeAll(healthyFrames(30, { dt: 50, rowMs: 0 }));
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 30, firstAt: 0, lastAt: 29 });
    expect(judged.finding(RULE)).toMatchObject({ frame: 0, row: 0 });
    expect(judgeAll(healthyFrames(5, { rowMs: 0 })).check(RULE).violations).toBe(5);
  });

  it('leaves out the times a server does not send', () => {
    const onlyStart = buildShape(without('rowEnd'));
    expect(judgeAll(withRow({ end: 0 }), { shape: onlyStart }).check(RULE).status).toBe('passed');
    const none = buildShape(without('rowStart', 'rowEnd'));
    expect(judgeAll(withRow({ start: 0 }), { shape: none }).check(RULE)).toMatchObject({
      reason: 'no row times are sent',
    });
  });

  it('fails a packed message whose timestamps are not one per row', () => {
    const fault = { kind: 'row-count', offset: 0, message: '3 timestamps for 4 rows' };
    const judged = judgeAll([{ index: 0, arrival: 1000, fault }]);
    expect(judged.finding(RULE).message).toContain('3 timestamps for 4 rows');
    expect(judged.violated).toEqual([RULE]);
  });
});
