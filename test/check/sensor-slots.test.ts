import { describe, expect, it } from 'vitest';
import { SensorSlots, grown } from '../../src/check/sensor-slots.ts';

describe('SensorSlots', () => {
  it('gives each key one lasting slot wherever it stands', () => {
    const slots = new SensorSlots();
    expect([7, 8, 9].map((key, at) => slots.set(at, key))).toEqual([0, 1, 2]);
    expect([9, 8, 7, 5].map((key, at) => slots.set(at, key))).toEqual([2, 1, 0, 3]);
    expect(slots.used).toBe(4);
  });

  it('grows with the frame and stops at its bound', () => {
    const slots = new SensorSlots();
    for (let at = 0; at < 65_536; at += 1) slots.set(at, at * 2);
    expect(slots.set(70_000, 1)).toBe(-1);
    expect(slots.set(3, 10)).toBe(5);
  });
});

describe('grown', () => {
  it('keeps what a table held', () => {
    expect([...grown(Int32Array.of(1, 2), 3)]).toEqual([1, 2, 0]);
    expect(grown(Float64Array.of(0.5), 2)[0]).toBe(0.5);
  });
});
