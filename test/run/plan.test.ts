import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../src/base/expectation.ts';
import { nominalCadence } from '../../src/run/plan.ts';

const unknown: Expectation = {
  quiet: [],
  settle: { frames: 0, ms: 0 },
  live: true,
  firstFrameMs: { value: 5000, origin: 'default' },
  idleMs: 30_000,
  status: 0,
  realtime: true,
};
const fact = (value: number, origin: string) => ({ value, origin });

describe('nominalCadence', () => {
  it('comes from the frame rate, else from rows a frame and their step, else is unknown', () => {
    expect(nominalCadence({ ...unknown, fps: fact(20, '--fps') })).toEqual({ ms: 50, origin: '--fps' });
    expect(nominalCadence({ ...unknown, rowStepMs: fact(10, '--row-step'), rows: fact(5, '--rows') })).toEqual({
      ms: 50,
      origin: '--row-step',
    });
    expect(nominalCadence({ ...unknown, rowStepMs: fact(10, '--row-step') })).toBeUndefined();
    expect(nominalCadence(unknown)).toBeUndefined();
  });
});
