import { describe, expect, it } from 'vitest';
import type { Frame } from '../../src/base/frame.ts';
import { TwinTable } from '../../src/check/twin-table.ts';
import { buildFrame, noise } from '../support/check-frames.ts';

const frame = buildFrame({
  rows: [
    {
      sensors: Array.from({ length: 300 }, (_, id) => ({ id, values: [noise(id % 200, 0, 0), noise(id % 200, 0, 1)] })),
    },
  ],
});

describe('TwinTable', () => {
  it('finds each sensor that an earlier one equals', () => {
    const table = new TwinTable();
    table.open(300);
    const twins = Array.from({ length: 300 }, (_, slot) => table.twin(frame, slot));
    expect(twins.slice(0, 200).every((twin) => twin === -1)).toBe(true);
    expect(twins.slice(200)).toEqual(Array.from({ length: 100 }, (_, at) => at));
  });

  it('forgets a row when the next begins', () => {
    const table = new TwinTable();
    table.open(1);
    expect(table.twin(frame, 0)).toBe(-1);
    table.open(1);
    expect(table.twin(frame, 200)).toBe(-1);
  });

  it('compares bytes where hashes agree', () => {
    const colliding: Frame = {
      ...frame,
      sensors: { ...frame.sensors, hashLow: new Int32Array(300), hashHigh: new Int32Array(300) },
    };
    const table = new TwinTable();
    table.open(300);
    expect([0, 1, 200].map((slot) => table.twin(colliding, slot))).toEqual([-1, -1, 0]);
  });
});
