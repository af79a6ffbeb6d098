import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { planServerTls, securityWords } from '../../../src/cli/commands/server-tls-plan.ts';
import { SERVER_TLS } from '../../../src/cli/options/server-tls.ts';
import { settle } from '../../../src/cli/settings.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';
import { certificate } from '../../support/wire-certs.ts';

const cwd = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
const cert = join(cwd, 'a.pem');
const key = join(cwd, 'a-key.pem');

beforeAll(async () => {
  const made = await certificate();
  writeFileSync(cert, made.cert);
  writeFileSync(key, made.key);
});

type Said = Parameters<typeof settingsOf<Record<'tls' | 'cert' | 'key' | 'clientCa', never>>>[1];

function plan(said: Said, folder = cwd) {
  return planServerTls(settingsOf(SERVER_TLS, said), folder);
}

describe('planServerTls', () => {
  it('is plaintext where nothing was said', () => {
    expect(plan({})).toEqual({});
    expect(plan({ tls: false })).toEqual({});
  });

  it('reads the files, with --tls and without', () => {
    expect(plan({ cert, key }).tls?.cert).toMatch(/BEGIN CERTIFICATE/);
    expect(plan({ tls: true, cert, key, clientCa: cert })).toEqual({
      tls: { ...plan({ cert, key }).tls, clientCa: plan({ cert, key }).tls?.cert },
    });
  });

  it('takes what certs made for a bare --tls, and names the command where there is nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
    expect(() => plan({ tls: true }, folder)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('server.pem') as string,
        hint: expect.stringContaining('grpc-validate certs') as string,
      }),
    );
    mkdirSync(join(folder, 'certs'));
    writeFileSync(join(folder, 'certs', 'server.pem'), plan({ cert, key }).tls?.cert ?? '');
    expect(() => plan({ tls: true }, folder)).toThrow(/server-key\.pem/);
    writeFileSync(join(folder, 'certs', 'server-key.pem'), plan({ cert, key }).tls?.key ?? '');
    expect(plan({ tls: true }, folder)).toEqual(plan({ cert, key }));
  });

  it.each([
    [{ cert: 'x.pem' }, /^--cert and --key go together/],
    [{ key: 'x.pem' }, /^--cert and --key go together/],
    [{ clientCa: 'x.pem' }, /^--client-ca needs TLS/],
    [{ tls: false, cert: 'x.pem', key: 'y.pem' }, /^--no-tls and --cert contradict/],
    [{ cert: '/no/such.pem', key: '/no/such.pem' }, /^--cert cannot read/],
  ])('refuses %j', (said, words) => {
    expect(() => plan(said)).toThrow(words);
  });

  it('names --client-ca for a file that holds no authority', () => {
    const none = join(cwd, 'none.pem');
    writeFileSync(none, '-----BEGIN X-----\n');
    expect(() => plan({ cert, key, clientCa: none })).toThrow(/^--client-ca .*none\.pem cannot be used/);
  });

  it('lets --no-tls undo what the environment asks for, and a flag undo a --no-tls of the environment', () => {
    const env = { GRPC_VALIDATE_TLS_CERT: cert, GRPC_VALIDATE_TLS_KEY: key };
    const undone = settle(SERVER_TLS, { flags: new Map([['tls', false]]), env, config: NO_CONFIG });
    expect(planServerTls(undone, cwd)).toEqual({});
    const flags = new Map([
      ['cert', [cert]],
      ['key', [key]],
    ]);
    const said = settle(SERVER_TLS, { flags, env: { GRPC_VALIDATE_SERVE_TLS: 'false' }, config: NO_CONFIG });
    expect(planServerTls(said, cwd)).toEqual(plan({ cert, key }));
  });
});

describe('securityWords', () => {
  it('say how the server speaks, and that its certificate has run out', () => {
    const { tls } = plan({ cert, key });
    expect(securityWords(undefined, 0)).toBe('plaintext');
    expect(securityWords(tls, Date.now())).toBe('TLS');
    expect(securityWords(plan({ cert, key, clientCa: cert }).tls, Date.now())).toBe('mutual TLS');
    expect(securityWords(tls, Date.now() + 31 * 86_400_000)).toMatch(/^TLS, the certificate expired on \w+ /);
  });
});
