import { describe, expect, it } from 'vitest';
import type { Start } from '../../../src/run/bench/schedule.ts';
import { missedNote, ownDelay, summarizeStarts } from '../../../src/run/bench/start-summary.ts';

const start = (number: number, late: number | null, dialled = false): [number, Start] => [
  number,
  { plannedAt: 100 * number, startedAt: late === null ? null : 100 * number + late, dialled },
];

describe('summarizeStarts', () => {
  it('counts what was late and what was missed', () => {
    const starts = [start(0, 1), start(1, 10), start(2, 10.5), start(3, null), start(4, 40)];
    expect(
      summarizeStarts(
        { kind: 'rate', everyMs: 100 },
        7,
        starts.map(([, each]) => each),
      ),
    ).toEqual({
      kind: 'rate',
      everyMs: 100,
      planned: 7,
      started: 4,
      late: 2,
      missed: 1,
      maxLateMs: 40,
    });
  });

  it('has no delay where nothing was started', () => {
    expect(summarizeStarts({ kind: 'ramp-up', everyMs: 5 }, 2, [start(0, null)[1]])).toMatchObject({
      started: 0,
      missed: 1,
      maxLateMs: null,
    });
  });
});

describe('ownDelay', () => {
  it('blames our loop for late starts, and not for those that waited for a connection', () => {
    expect(ownDelay(new Map([start(0, 12), start(1, 30), start(2, 2)]))).toBe(
      '2 of 3 streams started up to 30.0 ms after the planned moment: our own event loop was busy',
    );
    expect(ownDelay(new Map([start(0, 2), start(1, 500, true), start(2, null)]))).toBeNull();
  });
});

describe('missedNote', () => {
  it('says how many, and why', () => {
    expect(missedNote(1, new Map([start(0, 1), start(1, null)]), null)).toMatch(
      /^1 of 2 streams could not be started .* the one connection had no place/,
    );
    expect(missedNote(null, new Map([start(0, null)]), 'connection refused')).toMatch(
      /a further connection could not be opened: connection refused$/,
    );
    expect(missedNote(3, new Map([start(0, null)]), null)).toMatch(/none of the 3 connections had a place/);
    expect(missedNote(null, new Map([start(0, null)]), null)).toMatch(/1000 connections are the most/);
    expect(missedNote(1, new Map([start(0, 1)]), null)).toBeNull();
  });
});
