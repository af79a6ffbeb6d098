import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FrameMaker } from '../../../src/serve/spectrogram/frame-maker.ts';
import { createJob } from '../../../src/serve/spectrogram/job.ts';
import { soundPicture } from '../../../src/serve/spectrogram/sound-picture.ts';
import { wavFile } from '../../support/wav.ts';

const folder = mkdtempSync(join(tmpdir(), 'sound-'));
const path = join(folder, 'tones.wav');
writeFileSync(path, wavFile({ sampleRate: 8000, seconds: 1, tones: [1000, 2000] }));
afterAll(() => rmSync(folder, { recursive: true }));

describe('soundPicture', () => {
  it('makes a sensor of each channel, its tone in the right bin of every row', () => {
    const picture = soundPicture(path, 256, 1);
    expect(picture).toMatchObject({ sensors: 2, bins: 129, sampleRate: 8000, dtMs: 16 });
    const both = picture.channels(0, 2);
    expect(both.rows).toBe(61);
    const values = new Float32Array(258);
    for (const index of [0, 30, 60]) {
      both.row(index, values, 0);
      const peaks = [values.subarray(0, 129), values.subarray(129)].map((row) => row.indexOf(Math.max(...row)));
      expect(peaks).toEqual([32, 64]);
    }
    const second = new Float32Array(129);
    picture.channels(1, 2).row(60, second, 0);
    expect(second).toEqual(values.subarray(129));
  });

  it.each([128, 1024, 8192])('has no dead, frozen or equal channels in digital silence (NFFT %d)', (nfft) => {
    const silent = join(folder, 'silent.wav');
    const bytes = wavFile({ sampleRate: 8000, seconds: 2, tones: [0, 0] });
    bytes.fill(0, 44);
    writeFileSync(silent, bytes);
    const sound = soundPicture(silent, nfft, 1);
    const { bins } = sound;
    const picture = sound.channels(0, 2);
    const rows = Array.from({ length: picture.rows }, (_, index) => {
      const values = new Float32Array(2 * bins);
      picture.row(index, values, 0);
      return [values.subarray(0, bins).join(), values.subarray(bins).join()];
    });
    expect(new Set(rows.flat()).size).toBe(2 * picture.rows);
    for (const row of rows.flat()) expect(new Set(row.split(',')).size).toBeGreaterThan(bins / 2);
    expect(Math.max(...rows.flat().flatMap((row) => row.split(',').map(Number)))).toBeLessThan(-80);
  });

  it('becomes a job that plays at the speed of the sound and ends with it', () => {
    const job = createJob('j', { source: path, nfft: 256, rows: 4 });
    expect(job).toMatchObject({ sensors: 2, bins: 129, dtMs: 16, fps: 15.625, prr: 8000, frames: Infinity });
    const maker = new FrameMaker(job, 0, 0);
    const rows: number[] = [];
    for (let slot = maker.next(); slot !== null; slot = maker.next()) rows.push(slot.frame?.rows.length ?? 0);
    expect(rows).toEqual([...Array<number>(15).fill(4), 1]);
  });

  it('is a file failure for a missing file and a sound shorter than a window, a usage failure for a wrong NFFT', () => {
    expect(() => soundPicture(join(folder, 'none.wav'), 256, 1)).toThrow(expect.objectContaining({ code: 'file' }));
    expect(() => soundPicture(path, 16_384, 1)).toThrow(expect.objectContaining({ code: 'file' }));
    expect(() => soundPicture(path, 300, 1)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
