import { describe, expect, it } from 'vitest';
import { FrameFacts } from '../../src/check/frame-facts.ts';
import { RUN, SensorRuns } from '../../src/check/sensor-runs.ts';
import { buildFrame, changeSensors, healthyFrames, noise } from '../support/check-frames.ts';
import type { Healthy, PlainRow } from '../support/check-frames.ts';

function after(count: number, options: Healthy): SensorRuns {
  const runs = new SensorRuns();
  const facts = new FrameFacts();
  for (const frame of healthyFrames(count, options)) {
    facts.read(frame);
    runs.read(frame, facts, true);
    runs.read(frame, facts, true);
  }
  return runs;
}

describe('SensorRuns', () => {
  it('judges a sensor once it was seen often enough, each frame once', () => {
    expect(after(RUN - 1, {}).constant.examined).toBe(0);
    expect(after(RUN, {}).constant).toMatchObject({ examined: 4, violated: 0 });
    expect(after(RUN, {}).repeated.examined).toBe(0);
    expect(after(RUN + 1, {}).repeated).toMatchObject({ examined: 4, violated: 0 });
  });

  it('follows a sensor by its id when the order changes', () => {
    const runs = after(12, {
      value: (row, sensor, bin) => (sensor === 1 ? 3 : noise(row, sensor, bin)),
      change: (plain, index) => (index % 2 === 0 ? plain : changeSensors(plain, 0, (of) => of.toReversed())),
    });
    expect(runs.constant).toMatchObject({ violated: 1, run: 12, slot: 2 });
  });

  it('does not take NaN or nothing for a constant', () => {
    expect(after(12, { value: () => Number.NaN }).constant.violated).toBe(0);
    expect(after(12, { bins: 0 }).constant.violated).toBe(0);
  });

  it('has room for more sensors than it began with', () => {
    const runs = after(12, {
      sensors: 300,
      bins: 2,
      value: (row, sensor, bin) => (sensor > 200 ? 0 : noise(row, sensor, bin)),
    });
    expect(runs.constant).toMatchObject({ examined: 300, violated: 99, slot: 201 });
    expect(runs.repeated.violated).toBe(99);
  });

  it('tells apart one sensor in two rows from two sensors', () => {
    const runs = new SensorRuns();
    const facts = new FrameFacts();
    for (let index = 0; index < 12; index += 1) {
      const row = (value: number): PlainRow => ({ sensors: [{ id: 1, values: [value, value] }] });
      const frame = buildFrame({ index, rows: [row(1), row(2)] });
      facts.read(frame);
      runs.read(frame, facts, true);
    }
    expect(runs.constant).toMatchObject({ examined: 1, violated: 0 });
    expect(runs.repeated).toMatchObject({ examined: 1, violated: 1, run: 11 });
  });
});
