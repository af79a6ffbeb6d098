import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import type { Running } from '../support/binary.ts';
import { grpcValidate, serveSpectrogram } from '../support/binary.ts';
import { expectValid } from '../support/schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
let server: Running;

beforeAll(async () => {
  server = await serveSpectrogram('--fps', '50', '--frames', '30', '--sensors', '8', '--bins', '64');
});
afterAll(() => server.stop());

const stream = (...args: string[]) => ['stream', server.address, '--job', '12-70788', ...args];

describe.concurrent('output', () => {
  it('writes JSON, JUnit, Markdown and line reports beside the table', async () => {
    const path = (name: string): string => join(folder, name);
    writeFileSync(path('r.json'), 'x'.repeat(100_000));
    const { code, stdout } = await grpcValidate(
      stream(
        ...['--report', `json=${path('r.json')}`, '--report', `junit=${path('r.xml')}`],
        ...['--report', `markdown=${path('r.md')}`, '--report', `line=${path('r.txt')}`],
      ),
    );
    expect(code).toBe(0);
    expect(stdout).toContain('PASSED');
    expectValid(JSON.parse(readFileSync(path('r.json'), 'utf8')));
    expect(readFileSync(path('r.xml'), 'utf8')).toMatch(/^<\?xml [\s\S]*<testsuite[\s\S]*name="range\.finite"/);
    expect(readFileSync(path('r.md'), 'utf8')).toContain('range.finite');
    expect(readFileSync(path('r.txt'), 'utf8')).toMatch(/^PASSED/);
  });

  it('gives NDJSON records from start to result', async () => {
    const { stdout } = await grpcValidate(stream('-o', 'ndjson', '--severity', 'nonzero.twins=off'));
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(records[0]?.type).toBe('start');
    expect(records.at(-1)?.type).toBe('result');
    expect(records.some(({ type }) => type === 'slo')).toBe(true);
  });

  it('prints no colour when piped, and colour when forced', async () => {
    const plain = await grpcValidate(stream());
    expect(plain.stdout).not.toContain('\u001b[');
    const forced = await grpcValidate(stream(), { env: { FORCE_COLOR: '1' } });
    expect(forced.stdout).toContain('\u001b[');
  });

  it('takes settings from the environment and a config file, flags first, and says which', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
    writeFileSync(
      join(cwd, 'grpc-validate.config.yaml'),
      `target: ${server.address}\njob: 12-70788\nmax-frames: 20\nbins: 64\n`,
    );
    const { stdout, code } = await grpcValidate(['stream', '--max-frames', '5', '--json'], {
      cwd,
      env: { GRPC_VALIDATE_MAX_FRAMES: '10', GRPC_VALIDATE_SENSORS: '8' },
    });
    expect(code).toBe(0);
    const { settings, frames } = JSON.parse(stdout) as RunResult;
    expect(frames?.received).toBe(5);
    expect(settings['max-frames']).toEqual({ value: 5, origin: '--max-frames' });
    expect(settings['sensors']).toEqual({ value: 8, origin: 'GRPC_VALIDATE_SENSORS' });
    expect(settings['bins']?.origin).toMatch(/config\.yaml:4$/);
    expect(settings['rows']?.origin).toBe('default');
  });

  it('never prints or saves the value of a secret header', async () => {
    const { stdout, stderr } = await grpcValidate(
      stream('--json', '-H', 'authorization: Bearer ${TOKEN}', '-H', 'x-token: s3cr3t-b'),
      {
        env: { TOKEN: 's3cr3t-a' },
      },
    );
    expect(stdout + stderr).not.toMatch(/s3cr3t/);
    expect(stdout).toContain('(hidden)');
  });

  it('fails on a limit of the user and names it', async () => {
    const { code, stdout } = await grpcValidate(stream('--slo', 'fps>1000', '-o', 'line'));
    expect(stdout).toContain('fps>1000');
    expect(code).toBe(1);
  });
});
