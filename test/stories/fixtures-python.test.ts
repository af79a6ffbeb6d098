import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { checkOf, document, findingsOf } from '../support/binary.ts';
import { expectValid } from '../support/schema.ts';

const script = fileURLToPath(new URL('python_fixture_server.py', import.meta.url));
const available = spawnSync('python3', ['-c', 'import grpc, grpc_tools']).status === 0;

/** What that server implements: all four kinds, an error at once and one in the middle. */
const IMPLEMENTED = [
  'unary: metadata, repeated and binary',
  'unary: maps',
  'server streaming: ten in order',
  'server_streaming/23_error_after_three.json',
  'client streaming: the sum of ten',
  'bidirectional_streaming/64_filtered.json',
  'bidirectional: commands and replies in oneofs',
  'error: NOT_FOUND',
];
const NAMES = IMPLEMENTED.flatMap((name) => ['--name', name]);

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.stdin?.end();
});

async function startPython(mode: 'healthy' | 'wrong'): Promise<string> {
  const server = spawn('python3', [script, mode], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(server);
  const [port] = (await once(server.stdout, 'data')) as [Buffer];
  return `127.0.0.1:${port.toString().trim()}`;
}

describe.skipIf(!available)(
  "fixtures against a server written with Python's grpcio (skipped where python3 has no grpcio with tools)",
  () => {
    it('pass, of every kind, with their errors, through both clients', async () => {
      const address = await startPython('healthy');
      for (const client of ['wire', 'grpc-js']) {
        const { result, finished } = await document(['fixtures', 'run', address, ...NAMES, '--client', client]);
        expectValid(result);
        expect([client, ...findingsOf(result)]).toEqual([client]);
        expect(result.summary).toMatchObject({ passed: IMPLEMENTED.length, failed: 0, warned: 0, skipped: 0 });
        expect(finished.code).toBe(0);
      }
    });

    it('fail where it is wrong by one beyond 2^53, and nowhere else', async () => {
      const { result, finished } = await document(['fixtures', 'run', await startPython('wrong'), ...NAMES]);
      expect(finished.code).toBe(1);
      expect(result.summary).toMatchObject({ passed: IMPLEMENTED.length - 1, failed: 1 });
      expect(checkOf(result, 'unary: maps').findings[0]).toMatchObject({ path: 'message.counts.b' });
    });
  },
);
