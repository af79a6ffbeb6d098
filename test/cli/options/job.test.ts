import { describe, expect, it } from 'vitest';
import { JOB } from '../../../src/cli/options/job.ts';

describe('job options', () => {
  it('--stream-id takes a number or all', () => {
    expect(['all', '0', '3', '-1', 'x'].map(JOB.streamId.parse)).toEqual(['all', 0, 3, undefined, undefined]);
  });

  it('--quiet-sensors takes ids and ranges, open ones too', () => {
    expect(JOB.quietSensors.parse('1..3,77,2200..')).toEqual([
      { min: 1, max: 3 },
      { min: 77, max: 77 },
      { min: 2200, max: Infinity },
    ]);
    expect(JOB.quietSensors.parse('1..3,x')).toBeUndefined();
    expect(JOB.quietSensors.show?.([{ min: 1, max: 3 }])).toBe('1..3');
  });

  it('--settle takes a number of frames or a time', () => {
    expect(['5', '2s', 'x', '1.5'].map(JOB.settle.parse)).toEqual([
      { frames: 5, ms: 0 },
      { frames: 0, ms: 2000 },
      undefined,
      undefined,
    ]);
    expect([JOB.settle.show?.({ frames: 5, ms: 0 }), JOB.settle.show?.({ frames: 0, ms: 2000 })]).toEqual([
      5,
      '2000 ms',
    ]);
  });

  it('--expect-status takes a name or a number and shows the name', () => {
    expect(['NOT_FOUND', '5', 'NOPE'].map(JOB.expectStatus.parse)).toEqual([5, 5, undefined]);
    expect(JOB.expectStatus.show?.(5)).toBe('NOT_FOUND');
  });

  it('--sensor-ids takes whole numbers and two closed ends', () => {
    expect(['1..50', '1.5..3', '5..', '0..9'].map(JOB.sensorIds.parse)).toEqual([
      { min: 1, max: 50 },
      undefined,
      undefined,
      { min: 0, max: 9 },
    ]);
  });

  it('--frequency-range is not negative', () => {
    expect(['0..500', '-5..5'].map(JOB.frequencyRange.parse)).toEqual([{ min: 0, max: 500 }, undefined]);
  });
});
