import { describe, expect, it } from 'vitest';
import { planExpectation } from '../../../src/cli/commands/expectation-plan.ts';
import { JOB } from '../../../src/cli/options/job.ts';
import { settingsOf } from '../../support/settings.ts';

describe('planExpectation', () => {
  it('assumes nothing that was not said', () => {
    const { sensors, bins, rows, fps, frames, live, quiet, status } = planExpectation(settingsOf(JOB), []);
    expect([sensors, bins, rows, fps, frames]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect({ live, quiet, status }).toEqual({ live: true, quiet: [], status: 0 });
  });

  it('keeps who said what', () => {
    const expectation = planExpectation(settingsOf(JOB, { bins: '513', fps: '20', ended: true, amplitude: '..0' }), []);
    expect(expectation).toMatchObject({
      bins: { value: 513, origin: '--bins' },
      fps: { value: 20, origin: '--fps' },
      amplitude: { value: { min: -Infinity, max: 0 }, origin: '--amplitude' },
      live: false,
    });
  });

  it('knows the number of sensors from their ids', () => {
    expect(planExpectation(settingsOf(JOB, { sensorIds: '11..60' }), []).sensors).toEqual({
      value: 50,
      origin: '--sensor-ids',
    });
  });
});
