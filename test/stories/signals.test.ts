import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { grpcValidate, serveSpectrogram } from '../support/binary.ts';
import { expectValid } from '../support/schema.ts';

describe.concurrent('signals', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends the stream cleanly, keeps the report and exits %i', async (signal, exit) => {
    const server = await serveSpectrogram('--frames', '0', '--sensors', '4', '--bins', '16');
    try {
      const { code, stdout } = await grpcValidate(['stream', server.address, '--job', '12-70788', '--json'], {
        onStart: (child) => setTimeout(() => child.kill(signal), 2000),
      });
      const result = JSON.parse(stdout) as RunResult;
      expectValid(result);
      expect(result).toMatchObject({ outcome: 'interrupted', exitCode: exit, endReason: 'interrupted' });
      expect(result.frames?.received).toBeGreaterThan(0);
      expect(code).toBe(exit);
    } finally {
      await server.stop();
    }
  });

  it('interrupting the embedded run keeps the report too', async () => {
    const { code, stdout } = await grpcValidate(['stream', '--job', '12-70788', '-o', 'line'], {
      onStart: (child) => setTimeout(() => child.kill('SIGINT'), 2500),
    });
    expect(stdout).toMatch(/^INTERRUPTED/);
    expect(code).toBe(130);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('the server stops cleanly on %s', async (signal) => {
    const server = await serveSpectrogram('--frames', '0');
    expect(await server.stop(signal)).toBe(0);
  });
});
