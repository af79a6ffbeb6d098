import { readFileSync } from 'node:fs';
import { Failure, usage } from '../../base/failure.ts';
import type { Picture } from './plan.ts';
import { mix, seeded } from './random.ts';
import { createStft } from './stft.ts';
import { parseWav } from './wav.ts';

/** One step of a 16-bit converter. */
const STEP = 2 ** -15;

/** A sound file as spectrogram rows: a sensor for each channel. */
export interface SoundPicture {
  readonly sensors: number;
  readonly bins: number;
  readonly sampleRate: number;
  /** Time between two rows, ms. */
  readonly dtMs: number;
  /** The rows of channels `from` to `to`, the latter excluded. */
  channels(from: number, to: number): Picture;
}

/**
 * Reads a WAV file and adds an instrument's own noise, at most one 16-bit step, seeded: digital silence and equal channels would read as dead
 * sensors and twins. Throws a file Failure when it is none or shorter than one window, a usage Failure for a wrong `nfft`.
 */
export function soundPicture(path: string, nfft: number, seed: number): SoundPicture {
  const sound = parseWav(readBytes(path), path);
  const stft = stftOf(nfft);
  const rows = stft.rowsIn(sound.channels[0]?.length ?? 0);
  if (rows === 0) {
    throw new Failure('file', `${path} is shorter than one window of ${nfft} samples`, { hint: 'take a smaller NFFT' });
  }
  for (const [channel, samples] of sound.channels.entries()) addNoise(samples, mix(seed, channel));
  return {
    sensors: sound.channels.length,
    bins: stft.bins,
    sampleRate: sound.sampleRate,
    dtMs: (1000 * stft.hop) / sound.sampleRate,
    channels: (from, to) => ({
      sensors: to - from,
      bins: stft.bins,
      rows,
      row: (index, into, offset) => {
        for (const [i, samples] of sound.channels.slice(from, to).entries()) {
          stft.row(samples, Math.min(index, rows - 1), into, offset + i * stft.bins);
        }
      },
    }),
  };
}

function addNoise(samples: Float32Array, seed: number): void {
  const random = seeded(seed);
  for (let i = 0; i < samples.length; i += 1) samples[i] = samples[i]! + (2 * random() - 1) * STEP;
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Failure('file', `${path} cannot be read`, { cause });
  }
}

function stftOf(nfft: number): ReturnType<typeof createStft> {
  try {
    return createStft(nfft);
  } catch (cause) {
    throw usage(cause instanceof Error ? cause.message : 'the NFFT is wrong', 'for example 1024');
  }
}
