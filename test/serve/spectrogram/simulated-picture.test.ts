import { describe, expect, it } from 'vitest';
import { simulatedPicture } from '../../../src/serve/spectrogram/simulated-picture.ts';
import type { SimulatedPictureOptions } from '../../../src/serve/spectrogram/simulated-picture.ts';

const options: SimulatedPictureOptions = {
  from: 0,
  to: 50,
  total: 50,
  bins: 129,
  seed: 5,
  dtMs: 50,
  logFloor: false,
  quietEnds: false,
};

function row(index: number, more: Partial<SimulatedPictureOptions> = {}): Float32Array {
  const picture = simulatedPicture({ ...options, ...more });
  const values = new Float32Array(picture.sensors * picture.bins);
  picture.row(index, values, 0);
  return values;
}

function sensor(values: Float32Array, index: number): number[] {
  return [...values.subarray(index * 129, (index + 1) * 129)];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('simulatedPicture', () => {
  it('gives the same values for the same seed and others for another', () => {
    expect(row(17)).toEqual(row(17));
    expect(row(17, { seed: 6 })).not.toEqual(row(17));
  });

  it.each([1, 2, 3, 99])('stays between -120 and -20 dB (seed %d)', (seed) => {
    for (let index = 0; index < 500; index += 50) {
      const values = row(index, { seed });
      expect(Math.min(...values)).toBeGreaterThan(-120);
      expect(Math.max(...values)).toBeLessThan(-20);
    }
  });

  it('has no two sensors and no two rows alike', () => {
    const picture = simulatedPicture(options);
    const values = new Float32Array(50 * 129);
    const seen = new Set<string>();
    for (let index = 0; index < 100; index += 1) {
      picture.row(index, values, 0);
      for (let s = 0; s < 50; s += 1) seen.add(sensor(values, s).join());
    }
    expect(seen.size).toBe(5000);
  });

  it('shows tonal lines: the same few bins stand out in the mean of many rows', () => {
    const picture = simulatedPicture(options);
    const sum = new Float64Array(129);
    const values = new Float32Array(50 * 129);
    for (let index = 0; index < 200; index += 1) {
      picture.row(index, values, 0);
      for (let i = 0; i < values.length; i += 1) sum[i % 129] = sum[i % 129]! + values[i]! / (200 * 50);
    }
    const sorted = [...sum].toSorted((a, b) => a - b);
    expect(sorted.at(-1)! - sorted[64]!).toBeGreaterThan(8);
  });

  it('shows sources that move: the loudest place in the low bins changes', () => {
    const many = Array.from({ length: 60 }, (_, i) => row(i * 97));
    const quiet = Array.from({ length: 50 }, (_, s) => mean(many.map((values) => low(values, s))));
    const places = new Set(
      [0, 100, 200, 300, 400].map((index) => {
        const values = row(index);
        const above = quiet.map((level, s) => low(values, s) - level);
        return above.indexOf(Math.max(...above));
      }),
    );
    expect(places.size).toBeGreaterThan(2);
  });

  it('gives a stream the same sensors the whole cable has', () => {
    const part = simulatedPicture({ ...options, from: 20, to: 30 });
    const values = new Float32Array(10 * 129);
    part.row(7, values, 0);
    expect([...values]).toEqual([...row(7).subarray(20 * 129, 30 * 129)]);
  });

  it('writes where it is told', () => {
    const values = new Float32Array(50 * 129 + 10);
    simulatedPicture(options).row(3, values, 10);
    expect(values.subarray(10)).toEqual(row(3));
    expect([...values.subarray(0, 10)]).toEqual(Array<number>(10).fill(0));
  });
});

function low(values: Float32Array, s: number): number {
  return mean(sensor(values, s).slice(0, 20));
}
