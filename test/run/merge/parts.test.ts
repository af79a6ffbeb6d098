import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/base/result.ts';
import { unitedConnect, unitedFrames, unitedSource, unitedTimeline } from '../../../src/run/merge/parts.ts';
import { benched } from '../../support/bench-result.ts';
import { errored } from '../../support/result-samples.ts';

function withTimeline(
  from: number | null,
  ...seconds: readonly (readonly [second: number, frames: number])[]
): RunResult {
  const timeline = seconds.map(([second, frames]) => ({ second, frames, bytes: 10 * frames, gapMaxMs: frames }));
  return { ...benched, timeline, ...(benched.bench && { bench: { ...benched.bench, timelineFrom: from } }) };
}

describe('unitedFrames', () => {
  it('sums what each run knows, and knows not what one of them does not', () => {
    const unknown = { ...benched, frames: benched.frames && { ...benched.frames, expected: null, lost: null } };
    expect(unitedFrames([benched, unknown])).toMatchObject({ received: 400, expected: null, lost: 0, rows: 400 });
    expect(unitedFrames([errored])).toBeNull();
  });
});

describe('unitedSource', () => {
  it('spans all rows and takes the greatest age', () => {
    const later = { ...benched, source: { firstRow: 5, lastRow: 9, ageMs: 99 } };
    expect(unitedSource([benched, later])).toEqual({ firstRow: 5, lastRow: 1_790_000_009_950, ageMs: 99 });
    expect(unitedSource([errored])).toBeNull();
  });
});

describe('unitedConnect', () => {
  const slower = { ...benched, connect: { ...benched.connect, ms: 30, startupMs: 80 } };

  it('takes the slowest connection, and a start-up only where all had one', () => {
    expect(unitedConnect([benched, slower])).toMatchObject({ ms: 30, startupMs: null });
    expect(unitedConnect([slower, slower]).startupMs).toBe(80);
  });

  it('takes the slowest first message whosever it was', () => {
    const [attempt] = benched.connect.attempts;
    const phases = { ...attempt?.phases, headersMs: 900, firstMessageMs: 1000 } as NonNullable<
      typeof attempt
    >['phases'];
    const late = { ...benched, connect: { attempts: [{ phases }], ms: 1, startupMs: null } };
    expect(unitedConnect([late, slower]).attempts.at(-1)?.phases).toMatchObject({
      headersMs: 900,
      firstMessageMs: 1000,
    });
  });

  it('tells of the run that never connected', () => {
    expect(unitedConnect([benched, errored])).toMatchObject({ ms: null, attempts: [{ cause: 'tcp-refused' }] });
  });
});

describe('unitedTimeline', () => {
  it('sums the seconds that are the same on the wall clock', () => {
    const { timeline, timelineFrom } = unitedTimeline([
      withTimeline(5000, [0, 1], [1, 2]),
      withTimeline(4000, [0, 10], [1, 20]),
      withTimeline(null),
    ]);
    expect(timelineFrom).toBe(4000);
    expect(timeline.map(({ second, frames, gapMaxMs }) => [second, frames, gapMaxMs])).toEqual([
      [0, 10, 10],
      [1, 21, 20],
      [2, 2, 2],
    ]);
  });

  it('takes the widest seconds where they differ', () => {
    const { timeline } = unitedTimeline([withTimeline(0, [0, 1], [2, 2]), withTimeline(1000, [0, 4], [1, 8], [2, 16])]);
    expect(timeline.map(({ second, frames }) => [second, frames])).toEqual([
      [0, 5],
      [2, 26],
    ]);
  });

  it('is empty where no frame came', () => {
    expect(unitedTimeline([withTimeline(null), errored])).toEqual({ timeline: [], timelineFrom: null });
  });
});
