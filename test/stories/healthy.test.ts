import { describe, expect, it } from 'vitest';
import { WITHOUT_FREEZES } from '../support/binary.ts';
import { document, serveSpectrogram } from '../support/hosted.ts';
import { expectValid } from '../support/schema.ts';

const FAST = ['--fps', '50', '--frames', '60', '--sensors', '8', '--bins', '64'];

/** Healthy servers that look odd: none may cost a single finding. */
const ANIMALS: Readonly<Record<string, { serve: readonly string[]; stream?: readonly string[] }>> = {
  'dB values': { serve: [] },
  'header extremes that run': { serve: ['--quirk', 'running-extremes'] },
  'no header extremes': { serve: ['--quirk', 'no-extremes'] },
  'no frame_number': { serve: ['--quirk', 'no-frame-number'] },
  'no server_timestamp': { serve: ['--quirk', 'no-server-timestamp'] },
  'varying rows a frame': { serve: ['--quirk', 'varying-rows', '--rows', '1..5'] },
  'four rows a frame': { serve: ['--rows', '4'], stream: ['--rows', '4'] },
  'a short last frame': { serve: ['--quirk', 'short-last-frame', '--rows', '4'] },
  'one bin': { serve: ['--bins', '1'] },
  '64 bins': { serve: ['--bins', '64'], stream: ['--bins', '64'] },
  '100 bins': { serve: ['--bins', '100'] },
  'one sensor': { serve: ['--sensors', '1'] },
  'unpacked floats': { serve: ['--quirk', 'unpacked'] },
  'unknown fields': { serve: ['--quirk', 'unknown-fields'] },
  'rows that overlap because FFT windows do': { serve: ['--quirk', 'overlapped-rows'] },
  'log values on a floor': { serve: ['--quirk', 'log-floor'] },
  'a constant stride of frame numbers': { serve: [], stream: [] },
  'silent cable ends that are named': { serve: ['--quirk', 'quiet-ends'], stream: ['--quiet-sensors', '1..3,6..8'] },
  'everything optional left out': {
    serve: ['--quirk', 'no-extremes,no-frame-number,no-server-timestamp,unknown-fields,unpacked'],
  },
  'everything said and met': {
    serve: [],
    stream: [
      '--sensors',
      '8',
      '--sensor-ids',
      '1..8',
      '--bins',
      '64',
      '--rows',
      '1',
      '--fps',
      '50',
      '--row-step',
      '20ms',
      '--frames',
      '60',
    ],
  },
  'the ordinary Node client': { serve: [], stream: ['--client', 'grpc-js'] },
};

// A machine busy with other things freezes the stream itself: once more before it counts.
describe.concurrent('a healthy job', { retry: 2 }, () => {
  it.each(Object.entries(ANIMALS))('with %s gives no finding at all', async (_, { serve, stream = [] }) => {
    const server = await serveSpectrogram(...FAST, ...serve);
    try {
      const { result, finished } = await document([
        'stream',
        server.address,
        '--job',
        '12-70788',
        '--fail-on',
        'warning',
        ...WITHOUT_FREEZES,
        ...stream,
      ]);
      expectValid(result);
      expect(
        result.checks.flatMap(({ rule, findings }) => findings.map(({ message }) => `${rule}: ${message}`)),
      ).toEqual([]);
      expect(result.outcome).toBe('passed');
      expect(result.frames?.received).toBe(60);
      expect(finished.code).toBe(0);
    } finally {
      await server.stop();
    }
  });
});

describe('a job of full size', () => {
  it('streams frames of 2222 channels by 513 bins and checks every value', async () => {
    const server = await serveSpectrogram('--sensors', '2222', '--bins', '513', '--fps', '4', '--frames', '6');
    try {
      const { result, finished } = await document([
        ...['stream', server.address, '--job', '12-70788', '--fail-on', 'warning'],
        ...['--sensors', '2222', '--bins', '513', '--frames', '6'],
        ...WITHOUT_FREEZES,
      ]);
      expect(
        result.checks.flatMap(({ rule, findings }) => findings.map(({ message }) => `${rule}: ${message}`)),
      ).toEqual([]);
      expect(result.frames).toMatchObject({ received: 6, values: 6 * 2222 * 513 });
      expect(finished.code).toBe(0);
    } finally {
      await server.stop();
    }
  });
});
