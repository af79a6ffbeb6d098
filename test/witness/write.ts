import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { makeKeys } from '../support/misbehaviour/scene.ts';
import { hearMessages } from './decoding.ts';
import { GrpcioEyes } from './grpcio-eyes.ts';
import { PAGE } from './page.ts';
import { witnessPage } from './render.ts';
import { hearCalls, hearDials } from './table.ts';

const PRETTIER = fileURLToPath(new URL('../../node_modules/prettier/bin/prettier.cjs', import.meta.url));

it('writes docs/witness.md', { timeout: 300_000 }, async () => {
  const grpcio = await GrpcioEyes.open();
  const calls = await hearCalls(grpcio);
  const messages = await hearMessages(grpcio);
  const dials = await hearDials(await makeKeys(), grpcio);
  await grpcio?.close();
  const file = createRequire(import.meta.url).resolve('@grpc/grpc-js/package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  const versions = { node: process.version, grpcJs: version, grpcio: grpcio?.version ?? null };
  writeFileSync(PAGE, witnessPage({ calls, messages, dials, versions, date: new Date().toISOString().slice(0, 10) }));
  expect(spawnSync(process.execPath, [PRETTIER, '--write', '--log-level=warn', PAGE]).status).toBe(0);
});
