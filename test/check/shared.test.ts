import { describe, expect, it } from 'vitest';
import { Shared } from '../../src/check/shared.ts';
import { buildShape, expecting, without } from '../support/check-frames.ts';

describe('Shared', () => {
  it('knows of nothing sent before the shape is known', () => {
    const shared = new Shared(0, 0, expecting());
    expect([shared.sent('rowStart'), shared.integers, shared.shape]).toEqual([false, false, null]);
    shared.places.shape = buildShape(without('rowEnd'), { integers: true, sensors: '' });
    expect([shared.sent('rowStart'), shared.sent('rowEnd')]).toEqual([true, false]);
    expect([shared.integers, shared.hasSensors]).toEqual([true, false]);
  });

  it('takes dt and lengths from the expectation', () => {
    const shared = new Shared(
      0,
      0,
      expecting({ rowStepMs: { value: 10, origin: '' }, bins: { value: 4, origin: '' } }),
    );
    expect([shared.rowSteps.dt, shared.learned.bins?.value, shared.learned.sensors]).toEqual([10, 4, null]);
  });
});
