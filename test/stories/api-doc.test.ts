import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { protoMessages } from '../../src/serve/proto-messages.ts';
import { serveSpectrogram } from '../support/hosted.ts';
import type { Received } from '../support/serve-client.ts';
import { RawClient } from '../support/serve-client.ts';
import { TestClient } from '../support/session-rig.ts';
import { until } from '../support/until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const blocks = (language: string): string[] =>
  [...readFileSync(join(root, 'docs/api.md'), 'utf8').matchAll(/```(\w+)\n([\s\S]*?)```/g)]
    .filter((match) => match[1] === language)
    .map((match) => match[2] as string);
const examples = blocks('ts');

/** A project of somebody who installed the package. */
function project(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules', 'grpc-validate'));
  for (const name of ['@types', '@grpc']) {
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  writeFileSync(join(folder, 'notes.proto'), blocks('proto')[0] as string);
  writeFileSync(join(folder, 'example.ts'), code);
  const flags =
    '--strict --module nodenext --target es2022 --lib es2023,esnext.disposable --types node example.ts'.split(' ');
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...flags], {
    cwd: folder,
    stdio: 'pipe',
  });
  return folder;
}

const run = (folder: string, ...args: string[]): string =>
  execFileSync(process.execPath, ['example.js', ...args], { cwd: folder, encoding: 'utf8', timeout: 30_000 });

describe('the examples in docs/api.md, as they stand', () => {
  it('are five', () => {
    expect(examples).toHaveLength(5);
  });

  it('frames as they come: compiles, streams and prints', async () => {
    const server = await serveSpectrogram('--fps', '100');
    try {
      expect(run(project(examples[0] as string), server.address)).toMatch(
        /^loudest value -\d+\.\d, \d+ frames a second\n$/,
      );
    } finally {
      await server.stop();
    }
  });

  it('a verdict: compiles, validates the embedded simulator and prints', () => {
    expect(run(project(examples[1] as string))).toMatch(/^PASSED \(embedded simulator\): job 12-70788, 20 frames/);
  });

  it('any method: compiles, calls, applies its rule and prints', async () => {
    const server = await serveSpectrogram('--fps', '100');
    try {
      const printed = run(project(examples[2] as string), server.address)
        .trimEnd()
        .split('\n');
      expect(printed).toHaveLength(21);
      expect(printed[1]).toMatch(/^frame \d+ after \d+\.\d ms$/);
      expect(printed[20]).toMatch(/^PASSED: datastream\.DataStreamService\/StreamSpectrograms, 20 messages/);
    } finally {
      await server.stop();
    }
  });

  it('servers to test against: compiles, listens and answers', async () => {
    const folder = project(examples[3] as string);
    const server = spawn(process.execPath, ['example.js'], { cwd: folder });
    let printed = '';
    server.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    try {
      await until(() => printed.includes('\n'));
      const client = new RawClient(printed.trim().split(' ').at(-1) ?? '');
      const Note = protoMessages(join(folder, 'notes.proto'))('notes.Note');
      const add = (...texts: string[]): Promise<Received> =>
        client.clientStream(
          '/notes.Notes/Add',
          texts.map((text) => Buffer.from(Note.encode({ text }))),
        );
      const { messages, headers } = await add('a', 'b');
      expect([messages, headers?.get('x-last')]).toEqual([[Buffer.from([0x08, 2])], ['yes']]);
      expect((await add('a', '')).status).toMatchObject({ code: 3, details: 'a note is empty' });
      client.close();
    } finally {
      server.kill('SIGKILL');
    }
  });

  it('long-lived clients: compiles, listens, commands its client and hears it', async () => {
    const server = spawn(process.execPath, ['example.js'], { cwd: project(examples[4] as string) });
    let printed = '';
    server.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    try {
      await until(() => printed.includes('listening on '));
      const client = new TestClient(`127.0.0.1:${printed.trim().split(' ').at(-1) ?? ''}`);
      client.send({ clientId: 'me', event: { name: 'hello' } });
      await until(() => client.ids.includes('first'));
      client.acknowledge('first');
      await until(() => printed.includes('has started'));
      client.call.end();
      expect(await client.ended()).toBe('OK');
      client.close();
      await until(() => printed.includes('gone'));
      expect(printed).toMatch(/me says hello\n[^]*me has started\nme is gone: half-close\n$/);
    } finally {
      server.kill('SIGKILL');
    }
  });
});
