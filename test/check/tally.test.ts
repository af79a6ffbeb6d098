import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/base/result.ts';
import { Tally } from '../../src/check/tally.ts';

const finding = (message: string): Finding => ({ stream: 0, expected: '', actual: '', message });

describe('Tally', () => {
  it('keeps the first five findings and builds no more', () => {
    const tally = new Tally();
    let built = 0;
    for (let frame = 0; frame < 9; frame += 1) {
      tally.violate(frame, () => {
        built += 1;
        return finding(String(frame));
      });
    }
    expect(built).toBe(5);
    expect(tally.findings.map(({ message }) => message)).toEqual(['0', '1', '2', '3', '4']);
    expect(tally).toMatchObject({ violations: 9, firstAt: 0, lastAt: 8 });
  });

  it('takes late judgements of earlier frames', () => {
    const tally = new Tally();
    tally.violate(7);
    tally.violate(3);
    tally.violate(5);
    expect(tally).toMatchObject({ firstAt: 3, lastAt: 7 });
  });

  it('counts a violation of the whole stream at no frame', () => {
    const tally = new Tally();
    tally.violate(null);
    expect(tally).toMatchObject({ violations: 1, firstAt: null, lastAt: null });
  });

  it('adds a finding to a unit that is already counted', () => {
    const seen: string[] = [];
    const tally = new Tally(({ message }) => seen.push(message));
    tally.violate(1, () => finding('first'));
    tally.more(4, () => finding('second'));
    expect(tally).toMatchObject({ violations: 1, firstAt: 1, lastAt: 4 });
    expect(seen).toEqual(['first', 'second']);
  });

  it('gives the share of units or of sensors, 0 of nothing', () => {
    const tally = new Tally();
    expect([tally.share(false), tally.share(true)]).toEqual([0, 0]);
    tally.examine(10);
    tally.violate(0);
    tally.sensors(200, 1);
    expect([tally.share(false), tally.share(true)]).toEqual([0.1, 0.005]);
  });
});
