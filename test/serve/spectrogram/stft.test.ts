import { describe, expect, it } from 'vitest';
import { createStft, FLOOR_DB } from '../../../src/serve/spectrogram/stft.ts';

function tone(hz: number, amplitude = 1, count = 4096): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / 8000));
}

describe('createStft', () => {
  it('has nfft/2 + 1 bins, hops by half a window and counts whole windows', () => {
    const stft = createStft(256);
    expect([stft.bins, stft.hop]).toEqual([129, 128]);
    expect([255, 256, 383, 384, 16_000].map((samples) => stft.rowsIn(samples))).toEqual([0, 1, 1, 2, 124]);
  });

  it('shows a full-scale sine at its bin with 0 dB, half of it 6 dB lower', () => {
    const stft = createStft(256);
    const row = new Float32Array(131);
    stft.row(tone(1000), 3, row, 2);
    const peak = row.indexOf(Math.max(...row.subarray(2)), 2) - 2;
    expect(peak).toBe(32);
    expect(row[34]).toBeCloseTo(0, 2);
    stft.row(tone(1000, 0.5), 3, row, 2);
    expect(row[34]).toBeCloseTo(-6.02, 2);
    expect([row[0], row[1]]).toEqual([0, 0]);
  });

  it('has a floor under silence', () => {
    const row = new Float32Array(129);
    createStft(256).row(new Float32Array(256), 0, row, 0);
    expect(new Set(row)).toEqual(new Set([FLOOR_DB]));
  });

  it.each([64, 100, 131_072, 0])('refuses an NFFT of %d', (nfft) => {
    expect(() => createStft(nfft)).toThrow(RangeError);
  });
});
