import { describe, expect, it } from 'vitest';
import { buildShape, healthyFrames, judgeAll, without } from '../../support/check-frames.ts';

const RULE = 'time.future';
const ahead = (ms: number): ReturnType<typeof healthyFrames> =>
  healthyFrames(4, { change: (plain) => ({ ...plain, arrivalEpoch: (plain.rows[0]?.end ?? 0) - ms }) });

describe(RULE, () => {
  it('passes rows that end up to 5 s after their arrival', () => {
    expect(judgeAll(ahead(5000)).check(RULE)).toMatchObject({ status: 'passed', examined: 4 });
  });

  it('warns of rows farther ahead, with one finding a run', () => {
    const judged = judgeAll(ahead(5001));
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', violations: 4 });
    expect(judged.check(RULE).findings).toHaveLength(1);
    expect(judged.finding(RULE).actual).toBe('5.00 s ahead');
    expect(judged.finding(RULE).message).not.toContain('UTC');
  });

  it.each([
    [2 * 3_600_000 - 900, 'UTC+02:00'],
    [(5 * 60 + 45) * 60_000 + 20_000, 'UTC+05:45'],
  ])('names the time zone an offset of %d ms fits', (ms, zone) => {
    expect(judgeAll(ahead(ms)).finding(RULE).message).toContain(zone);
  });

  it('names none for an offset between zones or beyond them', () => {
    for (const ms of [7 * 60_000, 40 * 3_600_000]) {
      expect(judgeAll(ahead(ms)).finding(RULE).message).not.toContain('UTC');
    }
  });

  it('is skipped without row times', () => {
    const shape = buildShape(without('rowStart', 'rowEnd'));
    expect(judgeAll(ahead(0), { shape }).check(RULE).reason).toBe('no row times are sent');
  });
});
