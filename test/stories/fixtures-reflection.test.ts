import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFixtureServer, type RunningFixtureServer } from '../../src/serve/fixture/server.ts';

const dir = fileURLToPath(new URL('../fixtures', import.meta.url));

let server: RunningFixtureServer;
beforeAll(async () => {
  server = await startFixtureServer({ dir, graceMs: 0 });
});
afterAll(() => server.close());

/** A client of other people, and how each thing is asked of it; it knows the schema from our reflection alone. */
interface Tool {
  readonly name: string;
  readonly list: (address: string) => readonly string[];
  readonly call: (address: string, method: string, data: string) => readonly string[];
  /** How it tells of NOT_FOUND. */
  readonly notFound: RegExp;
}

const BUF = ['curl', '--http2-prior-knowledge', '--protocol', 'grpc'];
const TOOLS: readonly Tool[] = [
  {
    name: 'grpcurl',
    list: (address) => ['-plaintext', address, 'list'],
    call: (address, method, data) => ['-plaintext', '-d', data, address, method],
    notFound: /Code: NotFound\n +Message: no job 99-1/,
  },
  {
    name: 'buf',
    list: (address) => [...BUF, '--list-methods', `http://${address}`],
    call: (address, method, data) => [...BUF, '-d', data, `http://${address}/${method}`],
    notFound: /"code": "not_found",\n +"message": "no job 99-1"/,
  },
];

function ask(
  command: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly all: string }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 });
  return new Promise((resolve, reject) => {
    let all = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (all += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, all }));
  });
}

describe.each(TOOLS.map((tool) => [tool.name, tool] as const))(
  '%s and the fixture server (skipped where it is not installed)',
  (name, { list, call, notFound }) => {
    const available = spawnSync(name, ['--version']).error === undefined;

    it.skipIf(!available)('lists its services', async () => {
      const { code, all } = await ask(name, list(server.address));
      expect(code).toBe(0);
      for (const service of ['matter.items.v1.Items', 'matter.maps.v1.Indexes', 'matter.known.v1.Known']) {
        expect(all).toContain(service);
      }
    });

    it.skipIf(!available)('calls a unary method and a stream, and hears of an error', async () => {
      const maps = await ask(name, call(server.address, 'matter.maps.v1.Indexes/Build', LABELS));
      expect(maps.code).toBe(0);
      expect(JSON.parse(maps.all)).toMatchObject({ counts: { b: '9007199254740993' }, levels: { x: 'LEVEL_HIGH' } });
      const items = await ask(name, call(server.address, 'matter.items.v1.Items/List', '{"from": 0, "to": 9}'));
      expect(items.code).toBe(0);
      expect([...items.all.matchAll(/"name": "item (\d)"/g)].map(([, number]) => number).join('')).toBe('0123456789');
      const lost = await ask(name, call(server.address, 'matter.failures.v1.FailingNotFound/Try', '{"job": "j-4"}'));
      expect(lost.code).not.toBe(0);
      expect(lost.all).toMatch(notFound);
    });

    it.skipIf(!available)('is told where a request is none of theirs', async () => {
      const { code, all } = await ask(name, call(server.address, 'matter.items.v1.Items/List', '{"from": 0, "to": 8}'));
      expect(code).not.toBe(0);
      expect(all).toContain('request.message.to: expected');
    });
  },
);

const LABELS = JSON.stringify({ labels: { site: 'north', '': 'an empty key' } });
