import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../src/serve/embedded.ts';
import { collect, RawClient } from '../support/serve-client.ts';
import { DATASTREAM_DESCRIPTOR, encodeRequest } from '../support/serve-proto.ts';

const MAIN = resolve('dist/serve/embedded-main.js');
const STREAM = '/datastream.DataStreamService/StreamSpectrograms';
const folder = mkdtempSync(join(tmpdir(), 'embedded-'));

beforeAll(() => {
  // Built only when it is not: npm test builds first.
  if (!existsSync(MAIN))
    execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'], {
      stdio: 'ignore',
    });
});
afterAll(() => rmSync(folder, { recursive: true }));

function script(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function frames(address: string): Promise<{ count: number; code: number }> {
  const client = new RawClient(address);
  const { messages, status } = await collect(client.serverStream(STREAM, encodeRequest('12-70788')));
  client.close();
  return { count: messages.length, code: status.code };
}

describe('startEmbedded', () => {
  it('streams from a process of its own and leaves nothing behind', async () => {
    const embedded = await startEmbedded({ defaults: { frames: 5, fps: 0 }, descriptors: [DATASTREAM_DESCRIPTOR] });
    expect(embedded.address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(await frames(embedded.address)).toEqual({ count: 5, code: 0 });
    await Promise.all([embedded.stop(), embedded.stop()]);
    expect((await frames(embedded.address)).code).toBe(14);
  });

  it('takes wrong options back across the process boundary', async () => {
    await expect(startEmbedded({ faults: 'nann@1' })).rejects.toMatchObject({
      code: 'usage',
      message: 'there is no fault nann',
      hint: 'did you mean nan or hang?',
    });
    await expect(startEmbedded({ defaults: { source: 'none.wav' } })).rejects.toMatchObject({ code: 'file' });
    await expect(startEmbedded({ host: '192.0.2.1' })).rejects.toMatchObject({ code: 'config' });
  });

  it('goes on after Ctrl-C to its group and ends with its parent', async () => {
    const url = pathToFileURL(resolve('dist/serve/embedded.js')).href;
    const text = `
      import { startEmbedded } from ${JSON.stringify(url)};
      process.on('SIGINT', () => {});
      process.on('SIGTERM', () => {});
      const embedded = await startEmbedded({ defaults: { frames: 3, fps: 0 } });
      process.stdout.write(embedded.address);`;
    const parent = spawn(process.execPath, [script('parent.mjs', text)], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const address = await new Promise<string>((settle) =>
      parent.stdout.once('data', (chunk: Buffer) => settle(chunk.toString())),
    );
    process.kill(-(parent.pid ?? 0), 'SIGINT');
    process.kill(-(parent.pid ?? 0), 'SIGTERM');
    expect(await frames(address)).toEqual({ count: 3, code: 0 });
    const gone = new Promise((settle) => parent.once('exit', settle));
    parent.kill('SIGKILL');
    await gone;
    await expect.poll(async () => (await frames(address)).code, { timeout: 10_000 }).toBe(14);
  });
});
