import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { document, serveSpectrogram } from '../support/hosted.ts';
import { wavFile } from '../support/wav.ts';

/** Speech samples of Debian's alsa-utils. */
const SPEECH = '/usr/share/sounds/alsa/Front_Center.wav';

describe('a recording as the source', () => {
  it('streams the spectrogram of a two-channel WAV to its end and passes', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'grpc-validate-')), 'tone.wav');
    // Two seconds at 8 kHz: a tone in noise, another in each channel.
    writeFileSync(path, wavFile({ sampleRate: 8000, seconds: 2, tones: [440, 1000] }));
    const { result, code } = await streamed(path, '--nfft', '256');
    expect(result.checks.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(result).toMatchObject({ outcome: 'passed', endReason: 'completed' });
    // (16000 - 256) / 128 + 1 windows of 129 bins over 2 channels.
    expect(result.frames).toMatchObject({ received: 124, rows: 124, values: 124 * 129 * 2 });
    expect(code).toBe(0);
  });

  it.skipIf(!existsSync(SPEECH))(
    "streams a speech sample of Debian's alsa-utils (skipped where it is absent)",
    async () => {
      const { result, code } = await streamed(SPEECH, '--nfft', '1024');
      expect(result.checks.filter(({ status }) => status === 'failed')).toEqual([]);
      expect(result).toMatchObject({ outcome: 'passed', endReason: 'completed' });
      expect(result.frames?.received).toBeGreaterThan(50);
      expect(code).toBe(0);
    },
  );
});

async function streamed(path: string, ...flags: string[]) {
  const server = await serveSpectrogram('--source', path, ...flags);
  try {
    const { result, finished } = await document(['stream', server.address, '--job', '12-70788', '--ended']);
    return { result, code: finished.code };
  } finally {
    await server.stop();
  }
}
