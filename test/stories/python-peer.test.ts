import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { document, WITHOUT_FREEZES } from '../support/binary.ts';
import { expectValid } from '../support/schema.ts';

const script = fileURLToPath(new URL('python_server.py', import.meta.url));
const protos = fileURLToPath(new URL('../../protos', import.meta.url));
const available = spawnSync('python3', ['-c', 'import grpc, grpc_tools']).status === 0;

describe.skipIf(!available)(
  "a server written with Python's grpcio (skipped where python3 has no grpcio and grpcio-tools)",
  () => {
    it.each(['wire', 'grpc-js'])('passes when it is healthy, seen by the %s client', async (client) => {
      const { result, code } = await against(
        'healthy',
        '--client',
        client,
        '--fail-on',
        'warning',
        '--sensors',
        '10',
        '--frames',
        '40',
        ...WITHOUT_FREEZES,
      );
      expect(
        result.checks.flatMap(({ rule, findings }) => findings.map(({ message }) => `${rule}: ${message}`)),
      ).toEqual([]);
      expect(result).toMatchObject({ outcome: 'passed', frames: { received: 40 } });
      expect(code).toBe(0);
    });

    it('fails at the frame, sensor and bin where it sends NaN', async () => {
      const { result, code } = await against('nan');
      const check = result.checks.find(({ rule }) => rule === 'range.finite');
      expect(check?.findings[0]).toMatchObject({ frame: 17, row: 0, sensor: 7, bin: 12 });
      expect(code).toBe(1);
    });

    it('loses no frame before an error status', async () => {
      const { result, code } = await against('status');
      expect(result).toMatchObject({
        outcome: 'broken',
        frames: { received: 18 },
        status: { name: 'DATA_LOSS', message: 'the recorder lost its disk' },
      });
      expect(code).toBe(4);
    });

    it('is believed when it does not know the job', async () => {
      const { result, code } = await against('healthy', '--job', 'nope');
      expect(result.status).toMatchObject({ name: 'NOT_FOUND', message: 'job not found: nope', origin: 'server' });
      expect(code).toBe(4);
    });
  },
);

async function against(mode: string, ...flags: string[]) {
  const server = spawn('python3', [script, protos, mode], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    const job = flags.includes('--job') ? [] : ['--job', '12-70788'];
    const { result, finished } = await document(['stream', `127.0.0.1:${port.toString().trim()}`, ...job, ...flags]);
    expectValid(result);
    return { result, code: finished.code };
  } finally {
    server.stdin.end();
    await once(server, 'close');
  }
}
