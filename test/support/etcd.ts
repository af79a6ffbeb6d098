import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The last release whose protos need nothing but these two modules. */
const MODULES = ['go.etcd.io/etcd/api/v3@v3.5.13', 'github.com/gogo/protobuf@v1.3.2'];

/**
 * A folder in which etcd's protos lie as they import each other, taken from the Go module proxy; null where etcd, Go or the
 * proxy is missing.
 */
export function etcdProtos(): string | null {
  if (spawnSync('etcd', ['--version']).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'etcd-protos-'));
  writeFileSync(join(folder, 'go.mod'), 'module protos\n');
  const { status, stdout } = spawnSync('go', ['mod', 'download', '-json', ...MODULES], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (status !== 0) return null;
  // One object a module, one after the other.
  const [api = '', gogo = ''] = [...stdout.matchAll(/"Dir": "([^"]+)"/g)].map(([, path]) => path);
  mkdirSync(join(folder, 'etcd'));
  symlinkSync(api, join(folder, 'etcd', 'api'));
  symlinkSync(join(gogo, 'gogoproto'), join(folder, 'gogoproto'));
  return folder;
}

/** A single etcd on free ports of loopback, in a folder of its own; `stop` it. */
export async function startEtcd(): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'etcd-'));
  const [client, peer] = [await freePort(), await freePort()].map((port) => `http://127.0.0.1:${port}`);
  const flags = {
    'data-dir': folder,
    'listen-client-urls': client,
    'advertise-client-urls': client,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `default=${peer}`,
  };
  const args = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
  const child = spawn('etcd', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  await serving(child, closed);
  return {
    address: (client ?? '').slice('http://'.length),
    stop: async () => {
      child.kill('SIGKILL');
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when etcd says that it serves clients. */
function serving(child: ChildProcess, closed: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (/serving (?:insecure )?client requests|serving client traffic/.test(log)) resolve();
    });
    void closed.then(() => reject(new Error(`etcd ended: ${log.slice(-2000)}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
