import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../support/binary.ts';
import { document, grpcValidate, serveSpectrogramIn } from '../support/binary.ts';

const cwd = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
const JOB = ['--job', '12-70788', '--retries', '0'];
const CLIENT = ['--cert', 'certs/client.pem', '--key', 'certs/client-key.pem'];
const QUICK = ['--frames', '5', '--fps', '0', '--sensors', '2', '--bins', '4'];

beforeAll(async () => {
  const made = await grpcValidate(['certs'], { cwd });
  if (made.code !== 0) throw new Error(made.stderr);
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** The code of a run against a server, and why it could not connect. */
async function streamed(server: Running, ...flags: string[]): Promise<readonly [number | null, string | null]> {
  const target = server.address.replace('127.0.0.1', 'localhost');
  const { result, finished } = await document(['stream', target, '--tls', ...JOB, ...flags], { cwd });
  return [finished.code, result.failure?.code ?? null];
}

describe('certificates in two commands', () => {
  it('serve and stream over TLS, verified', async () => {
    const server = await serveSpectrogramIn(cwd, '--tls', ...QUICK);
    expect(server.output()).toContain('(TLS)');
    const { result, finished } = await document(['stream', server.address, '--tls', '--ca', 'certs/ca.pem', ...JOB], {
      cwd,
    });
    expect([finished.code, result.target?.tls?.verified]).toEqual([0, true]);
    expect(result.target?.tls?.peer).toMatchObject({ subject: 'O=grpc-validate development, CN=localhost' });
    await server.stop();
  });

  it('do mutual TLS, over REST too, and tell a caller without a certificate what is missing', async () => {
    const server = await serveSpectrogramIn(cwd, '--tls', '--client-ca', 'certs/ca.pem', '--rest-port', '0', ...QUICK);
    expect(server.output()).toContain('(mutual TLS), REST on https://');
    const trusting = ['--ca', 'certs/ca.pem'];
    const rest = ['--focus-server', server.rest, '--max-frames', '2'];
    expect(await streamed(server, ...rest, ...trusting, ...CLIENT)).toEqual([0, null]);
    expect(await streamed(server, ...trusting)).toEqual([3, 'tls-client-cert-required']);
    const refused = await grpcValidate(['stream', ...JOB, ...rest, ...trusting, '--output', 'line'], { cwd });
    expect([refused.code, refused.stdout]).toEqual([3, expect.stringContaining('certificate') as string]);
    await server.stop();
  });

  it('are good for the names and the authority they were made for alone', async () => {
    await grpcValidate(['certs', '--out', 'das', '--host', 'das.example'], { cwd });
    const pair = ['--cert', 'das/server.pem', '--key', 'das/server-key.pem'];
    const server = await serveSpectrogramIn(cwd, '--tls', ...pair, ...QUICK);
    expect(await streamed(server, '--ca', 'das/ca.pem')).toEqual([3, 'tls-hostname']);
    expect(await streamed(server, '--ca', 'das/ca.pem', '--servername', 'das.example')).toEqual([0, null]);
    expect(await streamed(server, '--ca', 'certs/ca.pem')).toEqual([3, 'tls-untrusted']);
    await server.stop();
  });
});
