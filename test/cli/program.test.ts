import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { testIo } from '../support/io.ts';

async function told(args: string[], env: Record<string, string> = {}, cwd = tmpdir()) {
  const io = testIo({ env, cwd });
  const code = await run(args, io);
  return { code, out: io.out(), err: io.err() };
}

describe('run', () => {
  it.each([[[]], [['--help']], [['-h']], [['help']]])('shows the help for %j', async (args) => {
    const { code, out } = await told(args);
    expect(code).toBe(0);
    expect(out).toContain('Examples:');
    expect(out).toContain('Exit codes:');
  });

  it('shows the help of a command', async () => {
    const { out, code } = await told(['stream', '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/--idle-timeout <time>\s+silence after which/);
    expect((await told(['connect', '--help'])).out).toMatch(/--service <name>\s+ask for the health of/);
    expect((await told(['serve', 'spectrogram', '--help'])).out).toContain('Faults (--fault)');
    expect((await told(['serve', '--help'])).out).toMatch(/--handlers <file\.js>\s+serve the handlers/);
    expect((await told(['serve', 'session', '--help'])).out).toContain('hang-close@N');
  });

  it('shows the version', async () => {
    expect((await told(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [['steram'], /unknown command 'steram'.*stream/],
    [['serve'], /which command\? \(there are spectrogram/],
    [['serve', '--port', '0'], /takes --handlers FILE\.js/],
    [['serve', '--handlers', 'no.js'], /--handlers: no\.js: no such file/],
    [['serve', '--handlers', 'no.js', 'foo'], /unknown command 'foo'/],
    [['serve', 'spectrogram', '--handlers', 'no.js'], /unknown option '--handlers'/],
    [['serve', 'foo'], /'foo' \(there are spectrogram/],
    [['stream', '--tls=false'], /--tls or --no-tls/],
    [['serve', 'spectrogram', '--source', '/no/such.wav'], /--source/],
    [['serve', 'spectrogram', '--source', 'a.wav', '--bins', '9'], /--bins and --source/],
    [['serve', 'spectrogram', '--cert', '/no/such', '--key', '/no/such'], /--cert/],
    [['serve', 'spectrogram', '--tls-cert', '/no/such'], /--cert and --key go together/],
    [['serve', 'spectogram'], /spectrogram/],
    [['stream', '--jbo', 'x'], /--jbo.*--job/],
    [['stream', 'a:1', 'b:2'], /too many arguments/],
    [['connect', 'a'], /the port is missing/],
    [['connect', 'a:1', '--job', 'x'], /unknown option '--job'/],
    [['connect', 'a:1', '--slo', 'fps>5'], /unknown metric "fps"/],
    [['stream', '--frames'], /--frames/],
    [['stream', 'a:1', '--job', 'x', '--frames', 'y'], /--frames takes a whole number/],
  ])('answers %j with one line and exit code 2', async (args, words) => {
    const { code, out, err } = await told(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(words);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('refuses unknown keys of the config file it finds', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
    writeFileSync(join(cwd, 'grpc-validate.config.json'), '{"retrys": 3}');
    expect((await told(['stream', 'a:1', '--job', 'x'], {}, cwd)).err).toMatch(
      /config\.json:1: unknown option "retrys".*retries/,
    );
  });

  it('takes the config file from the environment too', async () => {
    expect((await told(['stream', 'a:1'], { GRPC_VALIDATE_CONFIG: '/no/such.json' })).err).toMatch(/\/no\/such\.json/);
  });

  it('shows a stack only when asked for', async () => {
    expect((await told(['stream', 'a:1'])).err).not.toMatch(/\n\s+at /);
    expect((await told(['stream', 'a:1'], { GRPC_VALIDATE_DEBUG: '1' })).err).toMatch(/\n\s+at /);
  });
});
