import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOf, document, findingsOf } from '../support/binary.ts';
import { expectValid } from '../support/schema.ts';

const script = fileURLToPath(new URL('python_probe_server.py', import.meta.url));
const protos = fileURLToPath(new URL('../support/protos', import.meta.url));
const needs = 'import grpc, grpc_tools, grpc_reflection, grpc_health';
const available = spawnSync('python3', ['-c', needs]).status === 0;

let address = '';
let stop = (): void => {};
beforeAll(async () => {
  if (!available) return;
  const server = spawn('python3', [script, protos], { stdio: ['pipe', 'pipe', 'inherit'] });
  stop = () => void server.stdin.end();
  const [port] = (await once(server.stdout, 'data')) as [Buffer];
  address = `127.0.0.1:${port.toString().trim()}`;
});
afterAll(() => stop());

async function called(method: string, ...flags: string[]) {
  const { result, finished } = await document(['call', address, method, ...flags]);
  expectValid(result);
  return { result, code: finished.code };
}

describe.skipIf(!available)(
  "a server written with Python's grpcio, asked for its schema (skipped where python3 has no grpcio with tools, reflection and health)",
  () => {
    it.each([
      ['Echo', '{"text":"grüße","number":"9007199254740993"}', 1],
      ['Count', '{"count":30}', 30],
      ['Sum', '[{"value":1},{"value":2}]', 1],
      ['Chat', '[{"number":1},{"number":2},{"number":3}]', 3],
    ])('passes a healthy %s', async (method, data, received) => {
      const { result, code } = await called(`probe.v1.Probe/${method}`, '-d', data);
      expect(findingsOf(result)).toEqual([]);
      expect(result).toMatchObject({ outcome: 'passed', frames: { received, bad: 0 } });
      expect(code).toBe(0);
    });

    it('fails at the message that breaks a rule', async () => {
      const rule = 'positive: message.value > 0.0';
      const { result, code } = await called('probe.v1.Probe/Count', '-d', '{"count":9,"wrongAt":5}', '--rule', rule);
      expect(checkOf(result, 'rule.positive')).toMatchObject({
        status: 'failed',
        examined: 9,
        firstAt: 4,
        violations: 1,
      });
      expect(code).toBe(1);
    });

    it('loses no message before an error status', async () => {
      const { result, code } = await called('probe.v1.Probe/Count', '-d', '{"count":9,"status":15}');
      expect(result).toMatchObject({ frames: { received: 9 }, status: { name: 'DATA_LOSS', origin: 'server' } });
      expect(code).toBe(4);
    });

    it('is stopped on purpose, one direction or both, without an error', async () => {
      const watched = await called('probe.v1.Probe/Count', '-d', '{"intervalMs":5}', '--max-messages', '10');
      expect(watched).toMatchObject({ code: 0, result: { outcome: 'passed', endReason: 'max-messages' } });
      const flags = ['-d', '{"number":{{index}}}', '--repeat-data', '1000', '--send-interval', '5ms'];
      const talked = await called('probe.v1.Probe/Chat', ...flags, '--until', 'message.number == 7');
      expect(talked).toMatchObject({ code: 0, result: { outcome: 'passed', frames: { received: 8 } } });
    });

    it('is asked for its health as any other service', async () => {
      const rule = 'serving: message.status == 1';
      const { result } = await called('grpc.health.v1.Health/Check', '-d', '{}', '--rule', rule);
      expect(checkOf(result, 'rule.serving').status).toBe('passed');
    });
  },
);
