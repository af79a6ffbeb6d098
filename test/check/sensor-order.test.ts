import { describe, expect, it } from 'vitest';
import { SortedIds, firstDisorder } from '../../src/check/sensor-order.ts';
import { buildFrame } from '../support/check-frames.ts';

const row = (...ids: number[]): { sensors: { id: number; values: number[] }[] } => ({
  sensors: ids.map((id) => ({ id, values: [id] })),
});
const frame = buildFrame({ rows: [row(1, 2, 9), row(3, 3), row(5, 1, 4)] });

describe('firstDisorder', () => {
  it('gives the first slot that does not ascend, in its own row', () => {
    expect([0, 1, 2].map((at) => firstDisorder(frame, at))).toEqual([-1, 4, 6]);
  });
});

describe('SortedIds', () => {
  it('sorts a copy of the ids of a row of any size', () => {
    const sorted = new SortedIds();
    expect([...sorted.of(frame, 2)]).toEqual([1, 4, 5]);
    expect([...sorted.of(frame, 0)]).toEqual([1, 2, 9]);
    expect(frame.sensors.id[5]).toBe(5);
    const large = buildFrame({ rows: [row(...Array.from({ length: 200 }, (_, at) => 200 - at))] });
    expect(sorted.of(large, 0)[199]).toBe(200);
  });
});
