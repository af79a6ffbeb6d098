import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serveSpectrogram, serverOptions, simulatorDescriptors } from '../../../src/cli/commands/serve-spectrogram.ts';
import { SERVE_ALL } from '../../../src/cli/options/tables.ts';
import { testIo } from '../../support/io.ts';
import { settingsOf } from '../../support/settings.ts';
import { wavFile } from '../../support/wav.ts';

describe('serverOptions', () => {
  it('makes the default job from the flags', () => {
    const { defaults, jobs, port } = serverOptions(
      settingsOf(SERVE_ALL, { sensors: '8', rows: '1..4', fault: 'nan@1', quirk: 'unpacked,log-floor', bins: '64' }),
    );
    expect(defaults).toMatchObject({
      sensors: 8,
      rows: '1..4',
      bins: 64,
      faults: 'nan@1',
      quirks: ['unpacked', 'log-floor'],
    });
    expect(jobs).toEqual({ '12-70788': {} });
    expect(port).toBe(50_051);
  });

  it('leaves length, pace and channels to a recording unless told otherwise', () => {
    expect(Object.keys(serverOptions(settingsOf(SERVE_ALL, { source: 'a.wav' })).defaults ?? {})).not.toContain(
      'frames',
    );
    expect(serverOptions(settingsOf(SERVE_ALL, { source: 'a.wav', frames: '9' })).defaults).toMatchObject({
      frames: 9,
    });
  });

  it('reads jobs from a file', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'grpc-validate-')), 'jobs.json');
    writeFileSync(path, '{"a": {"sensors": 3}, "b": {}}');
    expect(Object.keys(serverOptions(settingsOf(SERVE_ALL, { jobs: path })).jobs ?? {})).toEqual(['a', 'b']);
  });
});

describe('simulatorDescriptors', () => {
  it('are those of the .proto that ships', () => {
    expect(
      simulatorDescriptors('datastream').map((bytes) => Buffer.from(bytes).includes('StreamSpectrograms')),
    ).toEqual([true]);
    expect(simulatorDescriptors('pandadatastream').map((bytes) => Buffer.from(bytes).includes('StreamData'))).toEqual([
      true,
    ]);
  });
});

describe('serveSpectrogram', () => {
  it.each([
    [{ source: '/no/such.wav' }, /^--source: .*such\.wav/],
    [{ source: 'RECORDING', nfft: '1000' }, /^--nfft: /],
    [{ source: 'RECORDING', bins: '9' }, /^--bins and --source contradict/],
    [{ fault: 'nna@1' }, /^--fault: /],
    [{ quirk: 'nope' }, /^--quirk: /],
  ])('names the flag of a mistake in %j', async (said, words) => {
    const wav = join(mkdtempSync(join(tmpdir(), 'grpc-validate-')), 'a.wav');
    writeFileSync(wav, wavFile({ sampleRate: 8000, seconds: 1, tones: [440] }));
    const real = Object.fromEntries(Object.entries(said).map(([key, text]) => [key, text.replace('RECORDING', wav)]));
    await expect(serveSpectrogram(settingsOf(SERVE_ALL, { port: '0', ...real }), testIo())).rejects.toThrow(words);
  });

  it('says where it listens and serves until it is told to stop', async () => {
    const io = testIo();
    const served = serveSpectrogram(settingsOf(SERVE_ALL, { port: '0' }), io);
    while (io.out() === '') await new Promise((resolve) => setTimeout(resolve, 5));
    expect(io.out()).toMatch(/^listening on 127\.0\.0\.1:\d+ \(plaintext\), serving job 12-70788/);
    io.signal('SIGTERM');
    expect(await served).toBe(0);
  });
});
