import type { ChildProcess } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { grpcValidate, serveSpectrogram } from '../support/binary.ts';
import { expectValid } from '../support/schema.ts';

/** Acts a second after the first word on stderr, which says that the stream is about to open. */
function whenUnderWay(child: ChildProcess, act: () => void): void {
  child.stderr?.once('data', () => setTimeout(act, 1000));
}

describe.concurrent('signals', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends the stream cleanly, keeps the report and exits %i', async (signal, exit) => {
    const server = await serveSpectrogram('--frames', '0', '--sensors', '4', '--bins', '16');
    try {
      const { code, stdout } = await grpcValidate(['stream', server.address, '--job', '12-70788', '--json'], {
        onStart: (child) => whenUnderWay(child, () => child.kill(signal)),
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
      onStart: (child) => whenUnderWay(child, () => child.kill('SIGINT')),
    });
    expect(stdout).toMatch(/^INTERRUPTED/);
    expect(code).toBe(130);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('the server stops cleanly on %s', async (signal) => {
    const server = await serveSpectrogram('--frames', '0');
    expect(await server.stop(signal)).toBe(0);
  });
});
