import { describe, expect, it } from 'vitest';
import { Lateness } from '../../src/measure/lateness.ts';

describe('Lateness', () => {
  it('is counted from the schedule the first message sets, the first one left out', () => {
    const lateness = new Lateness({ ms: 10, origin: '--fps' });
    for (const arrival of [100, 110, 125, 130, 140, 149]) lateness.add(arrival);
    expect(lateness.summary()).toEqual({
      nominalMs: 10,
      origin: '--fps',
      count: 5,
      p50: expect.closeTo(0, 2),
      p95: null,
      p99: null,
      max: 5,
    });
  });

  it('merges by its state', () => {
    const one = new Lateness({ ms: 10, origin: '--fps' });
    const two = new Lateness({ ms: 10, origin: '--fps' });
    for (const arrival of [0, 12]) one.add(arrival);
    for (const arrival of [0, 17]) two.add(arrival);
    one.merge(two.state);
    expect(one.summary()).toMatchObject({ count: 2, max: 7 });
    one.destroy();
  });
});
