import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkOf, document } from '../support/binary.ts';
import { expectValid } from '../support/schema.ts';

const script = fileURLToPath(new URL('python_packed_server.py', import.meta.url));
const protos = fileURLToPath(new URL('../../protos', import.meta.url));
const available = spawnSync('python3', ['-c', 'import grpc, grpc_tools']).status === 0;

describe.skipIf(!available)(
  "a packed server written with Python's grpcio (skipped where python3 has no grpcio and grpcio-tools)",
  { concurrent: true },
  () => {
    it.each(['wire', 'grpc-js'])('passes when it is healthy, seen by the %s client', async (client) => {
      const { result, code } = await against('healthy', '--client', client, '--bins', '32', '--ended');
      expect(result.checks.filter(({ status }) => status === 'failed')).toEqual([]);
      expect(result).toMatchObject({
        outcome: 'passed',
        endReason: 'completed',
        layout: {
          name: 'pandadatastream',
          element: 'float32 (assumed: extremes agree)',
          axes: '10 sensors x 32 bins',
        },
        frames: { received: 40, rows: 80, values: 80 * 320, lost: 0 },
      });
      for (const rule of ['range.header', 'dimension.sensors', 'time.gap', 'time.sequence', 'nonzero.twins'])
        expect(checkOf(result, rule).status).toBe('passed');
      expect(code).toBe(0);
    });

    it.each([
      ['the axes given', ['--axes', '10x32']],
      ['the bins given', ['--bins', '32']],
    ])('fails at the frame, row, sensor and bin where it sends NaN, with %s', async (_, flags) => {
      const { result, code } = await against('nan', ...flags);
      const check = checkOf(result, 'range.finite');
      expect(check).toMatchObject({ status: 'failed', violations: 1, firstAt: 17 });
      expect(check.findings[0]).toMatchObject({ frame: 17, row: 1, sensor: 107, bin: 12, actual: 'NaN' });
      expect(check.findings[0]?.path).toBe('rows[1].sensors[id=107].main_data[12]');
      expect(code).toBe(1);
    });

    it('fails at the frame and row where it sends NaN, when nobody knows the axes', async () => {
      const { result, code } = await against('nan');
      const [finding] = checkOf(result, 'range.finite').findings;
      expect(finding).toMatchObject({ frame: 17, row: 1, path: 'rows[1].main_data[204]' });
      expect(checkOf(result, 'dimension.sensors')).toMatchObject({ status: 'skipped' });
      expect(code).toBe(1);
    });

    it('has its integers found out by their extremes', async () => {
      const { result, code } = await against('int16', '--bins', '32');
      expect(result.layout?.element).toBe('int16 (assumed: extremes agree)');
      expect(result.checks.filter(({ status }) => status === 'failed')).toEqual([]);
      expect(checkOf(result, 'structure.element').status).toBe('passed');
      expect(code).toBe(0);
    });

    it('fails at the frame whose bytes do not fill its shape', async () => {
      const { result, code } = await against('short', '--bins', '32');
      expect(checkOf(result, 'structure.present')).toMatchObject({ status: 'failed', violations: 1, firstAt: 17 });
      expect(result.frames?.received).toBe(40);
      expect(code).toBe(1);
    });

    it('is believed when it does not have the stream', async () => {
      const { result, code } = await against('healthy', '--stream-id', '3');
      expect(result.status).toMatchObject({ name: 'NOT_FOUND', message: 'no stream 3', origin: 'server' });
      expect(code).toBe(4);
    });
  },
);

async function against(mode: string, ...flags: string[]) {
  const server = spawn('python3', [script, protos, mode], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    const target = ['stream', `127.0.0.1:${port.toString().trim()}`, '--job', '12-70788'];
    const { result, finished } = await document([...target, ...flags]);
    expectValid(result);
    return { result, code: finished.code };
  } finally {
    server.stdin.end();
    await once(server, 'close');
  }
}
