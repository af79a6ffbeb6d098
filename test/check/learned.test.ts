import { describe, expect, it } from 'vitest';
import { Learned } from '../../src/check/learned.ts';
import { buildFrame, fill } from '../support/check-frames.ts';

describe('Learned', () => {
  it('takes sensors and bins from the first row of the first frame it is given', () => {
    const learned = new Learned({});
    learned.learn(buildFrame({ rows: [] }));
    expect(learned.sensors).toBeNull();
    learned.learn(buildFrame({ rows: [{ sensors: fill(0, 3, 5) }, { sensors: fill(0, 4, 6) }] }));
    learned.learn(buildFrame({ rows: [{ sensors: fill(0, 7, 7) }] }));
    expect(learned.sensors).toEqual({ value: 3, origin: 'first frame' });
    expect(learned.bins).toEqual({ value: 5, origin: 'first frame' });
  });

  it('keeps what was given', () => {
    const learned = new Learned({ sensors: { value: 9, origin: '--sensors' } });
    learned.learn(buildFrame({ rows: [{ sensors: fill(0, 3, 5) }] }));
    expect(learned.sensors).toEqual({ value: 9, origin: '--sensors' });
    expect(learned.bins?.value).toBe(5);
  });
});
