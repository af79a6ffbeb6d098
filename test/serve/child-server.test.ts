import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startChild } from '../../src/serve/child-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'child-'));
afterAll(() => rmSync(folder, { recursive: true }));

function script(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('startChild', () => {
  it('gives the child its options and what it says back', async () => {
    const echo = script(
      'echo.mjs',
      'process.on("message", (m) => (m.stop ? process.exit(0) : process.send({ address: "a:1", seen: m.start })));',
    );
    const server = await startChild<{ address: string; seen: unknown }>(echo, { bytes: Uint8Array.of(1, 2) });
    expect(server).toMatchObject({ address: 'a:1', seen: { bytes: Uint8Array.of(1, 2) } });
    await Promise.all([server.stop(), server.stop()]);
  });

  it('is an internal failure when the process ends, cannot start or is not built', async () => {
    const dying = script(
      'dying.mjs',
      'process.stderr.write("out of luck"); process.exitCode = 3; process.disconnect();',
    );
    await expect(startChild(dying, {})).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('out of luck') as string,
    });
    const odd = script(
      'odd.mjs',
      'process.on("message", () => process.send({ failure: { code: "odd", message: "m", hint: null } })); process.on("message", (m) => m.stop && process.exit(0));',
    );
    await expect(startChild(odd, {})).rejects.toMatchObject({ code: 'internal', message: 'm' });
    await expect(startChild(join(folder, 'absent.js'), {})).rejects.toMatchObject({
      code: 'internal',
      hint: 'run npm run build',
    });
  });

  it('kills a process that does not stop', async () => {
    const stubborn = script(
      'stubborn.mjs',
      'process.on("message", () => process.send({ address: String(process.pid) })); process.on("disconnect", () => {}); setInterval(() => {}, 1000);',
    );
    const embedded = await startChild(stubborn, {});
    await embedded.stop();
    expect(() => process.kill(Number(embedded.address), 0)).toThrow('ESRCH');
  });
});
