import { describe, expect, it } from 'vitest';
import { judgePings } from '../../../src/session/client/ping-schedule.ts';

const judge = (pings: readonly (readonly [sequence: number, at: number])[], endAt = 5400, leastLag = 10) =>
  judgePings(
    pings.map(([sequence, at]) => ({ sequence, at })),
    { startAt: 0, endAt, leastLag, intervalMs: 1000 },
  );

describe('judgePings', () => {
  it('finds nothing in pings on schedule, however long a message takes', () => {
    const { errors, missing } = judge([
      [1, 1005],
      [2, 2006],
      [3, 3005],
      [4, 4005],
    ]);
    expect(errors.map(({ errorMs }) => errorMs)).toEqual([0, 1, 0, 0]);
    expect(missing).toEqual([]);
  });

  it('finds the late one, also when it is the first', () => {
    expect(judge([[1, 1905]]).errors[0]?.errorMs).toBe(895);
    const { errors } = judge([
      [2, 2005],
      [1, 2010],
      [3, 3005],
    ]);
    expect(errors.find(({ sequence }) => sequence === 1)?.errorMs).toBe(1005);
  });

  it('finds those that did not come, unless they may still have been on their way', () => {
    expect(judge([[2, 2005]]).missing).toEqual([1, 3, 4]);
    expect(judge([], 1400).missing).toEqual([]);
    expect(judge([], 1600).missing).toEqual([1]);
  });

  it('counts pings that carry no number as they come', () => {
    expect(
      judge([
        [0, 1005],
        [0, 2005],
        [0, 3005],
        [0, 4005],
      ]).missing,
    ).toEqual([]);
  });
});
