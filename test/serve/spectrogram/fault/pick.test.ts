import { describe, expect, it } from 'vitest';
import { faultAt } from '../../../../src/serve/spectrogram/fault/definition.ts';
import type { FaultAt } from '../../../../src/serve/spectrogram/fault/definition.ts';
import { pickSensor, pickSensorIndex, setValue } from '../../../../src/serve/spectrogram/fault/pick.ts';
import { parseFaults } from '../../../../src/serve/spectrogram/faults.ts';
import type { FramePlan } from '../../../../src/serve/spectrogram/plan.ts';

function at(script: string): FaultAt {
  return faultAt(parseFaults(script)[0]!, 0, 50);
}

function frame(): FramePlan {
  const sensors = [4, 5, 6].map((id) => ({ id, values: new Float32Array(5) }));
  return { rows: [{ canvas: 'c', start: 0, end: 1, sensors }], max: null, min: null, number: null, sentAt: null };
}

describe('pickSensor', () => {
  it('takes the middle one, or the one with the id named, or none', () => {
    expect(pickSensor(frame(), at('nan@0'))?.id).toBe(5);
    expect(pickSensor(frame(), at('nan@0:6'))?.id).toBe(6);
    expect(pickSensor(frame(), at('nan@0:9'))).toBeUndefined();
    expect(pickSensorIndex([], at('nan@0:9'))).toBe(-1);
  });
});

describe('setValue', () => {
  it('sets the middle bin, or the one named', () => {
    const plan = frame();
    setValue(plan, at('nan@0'), 1);
    setValue(plan, at('nan@0:sensor=4;bin=0'), 2);
    expect(plan.rows[0]?.sensors.map(({ values }) => [...values])).toEqual([
      [2, 0, 0, 0, 0],
      [0, 0, 1, 0, 0],
      [0, 0, 0, 0, 0],
    ]);
  });
});
