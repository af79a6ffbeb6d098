import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HIDDEN } from '../../src/base/secrets.ts';
import { run } from '../../src/cli/program.ts';
import { REPORT_FORMATS } from '../../src/report/formats.ts';
import { startFixtureServer } from '../../src/serve/fixture/server.ts';
import type { RunningSpectrogramServer } from '../../src/serve/server.ts';
import { startSpectrogramServer } from '../../src/serve/server.ts';
import type { EchoPeer, RestEcho } from '../support/echo-peer.ts';
import { grpcEcho, restEcho } from '../support/echo-peer.ts';
import { standardJson, type Change } from '../support/fixture-texts.ts';
import { testIo } from '../support/io.ts';
import { certificate } from '../support/wire-certs.ts';

/** One for each place a secret can be told in, long enough to be cut and odd enough to be found. */
const PLANTED = {
  variable: 'Zq1variable0bearer0token',
  cookie: 'Zq2cookie0of0a0session',
  literal: 'Zq3literal0api0key',
  environment: 'Zq4password0in0the0environment',
  config: 'Zq5password0in0the0config',
  tenant: 'Zq6expanded0under0a0plain0key',
  binary: 'Zq7bytes0of0a0token',
  userinfo: 'Zq8password0in0a0url',
  bare: 'Zq9token0without0a0key',
  mistyped: 'Zq10value0of0a0mistyped0flag',
  label: 'Zq11token0in0a0label',
  query: 'Zq12token0in0a0query',
  fixture: 'Zq13token0in0a0fixture',
} as const;

const HEADERS = [
  ['-H', 'authorization: Bearer ${DAS_TOKEN}'],
  ['-H', `cookie: session=${PLANTED.cookie}; theme=dark`],
  ['-H', `x-api-key: ${PLANTED.literal}`],
  ['-H', 'x-tenant: ${DAS_TENANT}'],
  ['-H', `x-token-bin: ${Buffer.from(PLANTED.binary).toString('base64')}`],
  ['--label', `token=${PLANTED.label}`],
].flat();

const ENV = {
  DAS_TOKEN: PLANTED.variable,
  DAS_TENANT: PLANTED.tenant,
  GRPC_VALIDATE_DEBUG: '1',
};

const PROTO = fileURLToPath(new URL('../../protos/datastream.proto', import.meta.url));
const METHOD = 'datastream.DataStreamService/StreamSpectrograms';

/** A fixture that sends a token of its own, and expects one back. */
const withToken: Change = (json) => {
  json.request.metadata = { authorization: `Bearer ${PLANTED.fixture}` };
  json.expected_response.headers = { authorization: `Bearer ${PLANTED.fixture}` };
  json.expected_response.trailers = { 'x-api-key': PLANTED.fixture };
};

const FORMATS = ['table', 'line', 'json', 'ndjson'] as const;

let cwd: string;
let simulator: RunningSpectrogramServer;
let grpc: EchoPeer;
let keyBody: string;
const rest = new Map<RestEcho, EchoPeer>();

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
  const pair = await certificate();
  writeFileSync(join(cwd, 'a.pem'), pair.cert);
  writeFileSync(join(cwd, 'a-key.pem'), pair.key);
  keyBody = pair.key.split('\n')[1] ?? '';
  const basic = Buffer.from(`qa:${PLANTED.config}`).toString('base64');
  writeFileSync(join(cwd, 'secret.yaml'), `metadata: "authorization: Basic ${basic}"\n`);
  writeFileSync(join(cwd, 'broken.yaml'), `metadata: "authorization: Basic ${basic}\nretries: [${PLANTED.config}\n`);
  writeFileSync(join(cwd, 'fixture.json'), JSON.stringify(standardJson(withToken)));
  simulator = await startSpectrogramServer({ defaults: { frames: 3, fps: 0, sensors: 2, bins: 4 }, graceMs: 50 });
  grpc = await grpcEcho();
  for (const how of ['error', 'redirect', 'nonsense'] as const) rest.set(how, await restEcho(how));
});

afterAll(async () => {
  await Promise.all([simulator, grpc, ...rest.values()].map((peer) => peer.close()));
  rmSync(cwd, { recursive: true });
});

beforeEach(() => {
  for (const name of readdirSync(cwd)) if (name.startsWith('report.')) rmSync(join(cwd, name));
});

/** Everything a command writes: both streams and every report file. */
async function written(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; all: string }> {
  const io = testIo({ env: { ...ENV, ...env }, cwd });
  const code = await run(args, io);
  const reports = readdirSync(cwd)
    .filter((name) => name.startsWith('report.'))
    .map((name) => readFileSync(join(cwd, name), 'utf8'));
  return { code, all: [io.out(), io.err(), ...reports].join('\n') };
}

/** Which secrets stand in a text, as they are, percent-encoded, or in bytes that were written as base64. */
function leaked(text: string): string[] {
  const decoded = [...text.matchAll(/[A-Za-z0-9+/]{16,}={0,2}/g)].map(([run]) =>
    Buffer.from(run, 'base64').toString('latin1'),
  );
  const whole = [
    text,
    decodeURIComponent(text.replaceAll('%', '%25')),
    text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    ...decoded,
  ]
    .join('\n')
    .toLowerCase();
  return [...Object.values(PLANTED), keyBody].filter((secret) => whole.includes(secret.slice(0, 12).toLowerCase()));
}

const reports = (): string[] =>
  REPORT_FORMATS.flatMap((format) => ['--report', `${format}=${join(cwd, `report.${format}`)}`]);
const STREAM = ['--job', '12-70788', '--retries', '0', '--wait-job', '100ms'];

describe('a planted secret', () => {
  it('would be found', () => {
    expect(leaked(`x ${PLANTED.cookie} y`)).toEqual([PLANTED.cookie]);
    expect(leaked(Buffer.from(`x ${PLANTED.cookie} y`).toString('base64'))).toEqual([PLANTED.cookie]);
    expect(leaked(encodeURIComponent(`x ${PLANTED.cookie}`))).toEqual([PLANTED.cookie]);
    expect(leaked(PLANTED.cookie.slice(0, 14))).toEqual([PLANTED.cookie]);
  });

  it.each(FORMATS)('does not reach the %s of a run that passes, nor its reports', async (format) => {
    const { code, all } = await written([
      'stream',
      simulator.address,
      ...STREAM,
      ...HEADERS,
      '-o',
      format,
      ...reports(),
    ]);
    expect(code).toBe(0);
    expect(leaked(all)).toEqual([]);
  });

  it.each(FORMATS)('does not reach the %s of a run whose peer repeats it, nor its reports', async (format) => {
    const env = { GRPC_VALIDATE_METADATA: `x-password: ${PLANTED.environment}` };
    const { code, all } = await written(
      ['stream', grpc.address, ...STREAM, ...HEADERS, '-o', format, ...reports()],
      env,
    );
    expect(code).toBe(4);
    expect(leaked(all)).toEqual([]);
    expect(all).toContain(HIDDEN);
    expect(grpc.heard.at(-1)).toContain(`Bearer ${PLANTED.variable}`);
  });

  it('does not come back from the environment or a config file', async () => {
    const env = { GRPC_VALIDATE_METADATA: `x-password: ${PLANTED.environment}` };
    const fromEnv = await written(['stream', grpc.address, ...STREAM, '--json'], env);
    expect(grpc.heard.at(-1)).toContain(PLANTED.environment);
    const fromFile = await written(['stream', grpc.address, ...STREAM, '--config', join(cwd, 'secret.yaml'), '--json']);
    expect(grpc.heard.at(-1)).toContain('Basic ');
    const broken = await written(['stream', grpc.address, ...STREAM, '--config', join(cwd, 'broken.yaml'), '--json']);
    expect([fromEnv.code, fromFile.code, broken.code]).toEqual([4, 4, 2]);
    expect(leaked(fromEnv.all + fromFile.all + broken.all)).toEqual([]);
  });

  it.each(['error', 'redirect', 'nonsense'] as const)(
    'does not come back from a Focus Server that answers with an %s',
    async (how) => {
      const peer = rest.get(how) as EchoPeer;
      const { code, all } = await written([
        'stream',
        ...STREAM,
        ...HEADERS,
        '--focus-server',
        `http://${peer.address}`,
        '-o',
        'json',
        ...reports(),
      ]);
      expect(code).toBeGreaterThan(2);
      expect(leaked(all)).toEqual([]);
      expect(peer.heard.at(-1)).toContain(PLANTED.variable);
    },
  );

  it('is not repeated by the other client either', async () => {
    const { code, all } = await written([
      'stream',
      grpc.address,
      ...STREAM,
      ...HEADERS,
      '--client',
      'grpc-js',
      '--json',
    ]);
    expect(code).toBe(4);
    expect(leaked(all)).toEqual([]);
  });

  it.each([
    [['stream', `grpc://qa:${PLANTED.userinfo}@das:1`, ...STREAM]],
    [['stream', `qa:${PLANTED.userinfo}@das:1`, ...STREAM]],
    [['stream', `http://das:1/?token=${PLANTED.query}`, ...STREAM]],
    [['stream', ...STREAM, '--focus-server', `http://qa:${PLANTED.userinfo}@das`]],
    [['stream', ...STREAM, '--focus-server', `qa:${PLANTED.userinfo}@das`]],
    [['stream', ...STREAM, '--focus-server', `http://das?token=${PLANTED.query}`]],
    [['stream', 'das:1', ...STREAM, '-H', PLANTED.bare]],
    [['stream', 'das:1', ...STREAM, '-H', `Bearer ${PLANTED.bare}: x`]],
    [['stream', 'das:1', ...STREAM, '-H', `authorization: ü${PLANTED.bare}`]],
    [['stream', 'das:1', ...STREAM, `--metdata=authorization: ${PLANTED.mistyped}`]],
    [['stream', 'das:1', ...STREAM, `-Xauthorization: ${PLANTED.mistyped}`]],
    [['stream', 'das:1', ...STREAM, ...HEADERS, '--frames', 'x']],
    [['serve', 'spectrogram', '--cert', 'a-key.pem', '--key', 'a.pem']],
    [['stream', 'das:1', ...STREAM, '--config', 'a-key.pem']],
    [['stream', 'das:1', ...STREAM, '--ca', 'a-key.pem']],
    [['stream', ...STREAM, '--description', 'a-key.pem']],
    [['serve', 'spectrogram', '--jobs', 'a-key.pem']],
    [['call', 'das:1', METHOD, '--proto', PROTO, '-d', `{"api_token": "${PLANTED.literal}"}`]],
    [['call', 'das:1', METHOD, '--proto', PROTO, '-d', `{"password": "${PLANTED.literal}"`]],
    [['call', `qa:${PLANTED.userinfo}@das:1`, METHOD, '--proto', PROTO]],
    [['connect', `grpcs://qa:${PLANTED.userinfo}@das:1`]],
    [['serve', 'session', '--centrifugo', `http://qa:${PLANTED.userinfo}@das`, '--centrifugo-key-env', 'NONE']],
  ])('is not repeated when it is told in the wrong place: %j', async (args) => {
    const files = args.map((word) => (word.endsWith('.pem') ? join(cwd, word) : word));
    const { code, all } = await written(files);
    expect([code, leaked(all)]).toEqual([2, []]);
  });

  it.each(FORMATS)('does not reach the %s of connect, nor its reports', async (format) => {
    const { code, all } = await written([
      'connect',
      grpc.address,
      '--retries',
      '0',
      ...HEADERS,
      '-o',
      format,
      ...reports(),
    ]);
    expect(code).not.toBe(70);
    expect(leaked(all)).toEqual([]);
    expect(grpc.heard.at(-1)).toContain(PLANTED.variable);
  });

  it.each(FORMATS)('does not reach the %s of a session, nor its reports', async (format) => {
    const flags = ['--retries', '0', '--duration', '100ms', ...HEADERS, '-o', format, ...reports()];
    const { code, all } = await written(['session', grpc.address, ...flags]);
    expect(code).toBe(4);
    expect(leaked(all)).toEqual([]);
    expect(all).toContain(HIDDEN);
    expect(grpc.heard.at(-1)).toContain(PLANTED.variable);
  });

  it.each(FORMATS)(
    'does not reach the %s of a call, nor its reports, though headers and trailers are shown',
    async (format) => {
      const method = [METHOD, '--proto', PROTO];
      const flags = ['--retries', '0', ...HEADERS, '-v', '-o', format, ...reports()];
      const { code, all } = await written(['call', grpc.address, ...method, '-d', '{"job_id": "7"}', ...flags]);
      expect(code).toBe(4);
      expect(leaked(all)).toEqual([]);
      expect(all).toContain(HIDDEN);
      expect(grpc.heard.at(-1)).toContain(PLANTED.variable);
    },
  );

  it.each(FORMATS)('does not reach the %s of fixtures, nor its reports, whoever sends it', async (format) => {
    const words = [grpc.address, '--dir', join(cwd, 'fixture.json'), '--retries', '0', ...HEADERS];
    const output = ['-o', format, ...reports()];
    const ran = await written(['fixtures', 'run', ...words, ...output]);
    expect(grpc.heard.at(-1)).toContain(`Bearer ${PLANTED.fixture}`);
    expect(grpc.heard.at(-1)).toContain(PLANTED.cookie);
    const mutated = await written(['fixtures', 'run', ...words, '--mutate', ...output]);
    const covered = await written(['fixtures', 'coverage', ...words, ...output]);
    expect(grpc.heard.at(-1)).toContain(PLANTED.variable);
    expect([ran.code, mutated.code, covered.code]).toEqual([1, 1, 4]);
    expect(leaked(ran.all + mutated.all + covered.all)).toEqual([]);
  });

  it('does not reach what survives a self-test', async () => {
    const lenient = await startFixtureServer({ dir: join(cwd, 'fixture.json'), lenient: true, graceMs: 0 });
    const flags = ['--dir', join(cwd, 'fixture.json'), '--mutate', '--json'];
    const { code, all } = await written(['fixtures', 'run', lenient.address, ...flags]);
    await lenient.close();
    expect(code).toBe(1);
    expect(all).toContain('request.metadata.authorization');
    expect(leaked(all)).toEqual([]);
  });

  it.each(FORMATS)('does not reach the %s of a bench, nor its reports', async (format) => {
    const flags = ['--job', '12-70788', '--streams', '2', '--duration', '200ms', '--retries', '0', ...HEADERS];
    const { code, all } = await written(['bench', grpc.address, ...flags, '-o', format, ...reports()]);
    expect([1, 4]).toContain(code);
    expect(leaked(all)).toEqual([]);
    expect(grpc.heard.at(-1)).toContain(PLANTED.variable);
  });

  it('is not told by certs', async () => {
    const { code, all } = await written(['certs', '--json']);
    expect(code).toBe(0);
    const key = readFileSync(join(cwd, 'certs', 'ca-key.pem'), 'utf8').split('\n')[1] ?? 'none';
    expect(all).not.toContain(key);
  });
});
