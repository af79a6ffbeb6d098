// Runs the conformance runner over our client and reads its verdict.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLIENT = fileURLToPath(new URL('client.mjs', import.meta.url));

/** What the client under test can do, in the runner's words. */
function config(compressions) {
  return `features:
  versions: [HTTP_VERSION_2]
  protocols: [PROTOCOL_GRPC]
  codecs: [CODEC_PROTO]
  compressions: [${compressions.map((name) => `COMPRESSION_${name.toUpperCase()}`).join(', ')}]
  supportsH2c: true
  supportsTls: true
  supportsTlsClientCerts: true
  supportsMessageReceiveLimit: true
`;
}

/**
 * The verdict on one client, `wire` or `grpc-js`: counts, what failed and why, and the kinds of server it met.
 * `patterns` select cases, all without them. Throws when the runner did not get to a verdict.
 */
export async function judge({ runner, protos, client, compressions, patterns = [] }) {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    const path = join(folder, 'config.yaml');
    writeFileSync(path, config(compressions));
    const select = patterns.flatMap((pattern) => ['--run', pattern]);
    const args = ['--mode', 'client', '--conf', path, '-v', ...select, '--', process.execPath, CLIENT];
    return verdict(await output(runner, args, { CONFORMANCE_PROTOS: protos, CONFORMANCE_CLIENT: client }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function output(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}

/** Reads what the runner printed. */
export function verdict(text) {
  const counts = /^(\d+) passed, (\d+) failed$/m.exec(text);
  if (!counts) throw new Error(`the runner came to no verdict:\n${text.slice(-2000)}`);
  const notRun = /^Another (\d+) could not be run/m.exec(text);
  return {
    passed: Number(counts[1]),
    failed: Number(counts[2]),
    notRun: notRun ? Number(notRun[1]) : 0,
    servers: [
      ...text.matchAll(/^Running (\d+) tests with ([\w-]+) for server config #\d+ \{.*TLS:(\w+( \(.*\))?)\}/gm),
    ].map(([, count, server, tls]) => ({
      count: Number(count),
      server,
      tls: tls.replace('true', 'yes').replace('false', 'no'),
    })),
    failures: [...text.matchAll(/^FAILED: (.*):\n((?:\t.*\n?)+)/gm)].map(([, name, why]) => ({
      name,
      why: why.trim().replaceAll(/\s*\n\s*/g, '; '),
    })),
  };
}
