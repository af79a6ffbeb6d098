import { describe, expect, it } from 'vitest';
import { buildShape, changeSensors, healthyFrames, judgeAll, noise, only } from '../../support/check-frames.ts';
import type { PlainSensor } from '../../support/check-frames.ts';

const RULE = 'nonzero.twins';
const copied = (of: readonly PlainSensor[]): PlainSensor[] =>
  of.map((one) => (one.id === 4 ? { ...one, values: of[1]?.values ?? [] } : one));

describe(RULE, () => {
  it('passes sensors that differ', () => {
    expect(judgeAll(healthyFrames(3)).check(RULE)).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('warns of two sensors of a row with the same values', () => {
    const judged = judgeAll(healthyFrames(3, { change: only([1], (plain) => changeSensors(plain, 0, copied)) }));
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', violations: 1, firstAt: 1 });
    expect(judged.finding(RULE)).toMatchObject({ sensor: 4, actual: 'the values of sensor id 2' });
  });

  it('lets sensors of two rows agree, and constant ones', () => {
    const rows = healthyFrames(3, { rows: () => 2, value: (row, sensor, bin) => noise(row >> 1, sensor, bin) });
    expect(judgeAll(rows).check(RULE).violations).toBe(0);
    const floors = healthyFrames(3, { value: (row, sensor, bin) => (sensor < 2 ? -3 : noise(row, sensor, bin)) });
    expect(judgeAll(floors).check(RULE).violations).toBe(0);
  });

  it('leaves quiet sensors out', () => {
    const frames = healthyFrames(3, { change: (plain) => changeSensors(plain, 0, copied) });
    const expectation = { quiet: [{ min: 4, max: 4 }] };
    expect(judgeAll(frames, { expectation }).check(RULE).status).toBe('passed');
    expect(judgeAll(frames, { tolerances: { [RULE]: 0.25 } }).check(RULE).status).toBe('passed');
    expect(judgeAll(frames, { tolerances: { [RULE]: 0.2 } }).check(RULE).status).toBe('warned');
  });

  it('is skipped where sensors may agree by chance: one value, or few integers', () => {
    expect(judgeAll(healthyFrames(2, { bins: 1 })).check(RULE).status).toBe('skipped');
    const shape = buildShape(undefined, { integers: true });
    expect(judgeAll(healthyFrames(2, { bins: 4 }), { shape }).check(RULE).status).toBe('skipped');
  });
});
