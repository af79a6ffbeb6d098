import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planReach } from '../../../src/cli/commands/reach-plan.ts';
import { CONNECTION } from '../../../src/cli/options/connection.ts';
import { settingsOf } from '../../support/settings.ts';
import { certificate } from '../../support/wire-certs.ts';

const pem = join(mkdtempSync(join(tmpdir(), 'grpc-validate-')), 'some.pem');
writeFileSync(pem, '-----BEGIN CERTIFICATE-----\n');
const made = await certificate();
const cert = scratch('cert.pem', made.cert);
const key = scratch('key.pem', made.key);
const otherKey = scratch('other.pem', (await certificate()).key);

function scratch(name: string, text: string): string {
  const path = join(dirname(pem), name);
  writeFileSync(path, text);
  return path;
}

describe('planReach', () => {
  it('speaks plaintext on loopback and TLS elsewhere', () => {
    expect(planReach(settingsOf(CONNECTION), '127.0.0.1:1')).toMatchObject({
      security: 'plaintext',
      retries: 3,
      client: 'wire',
    });
    expect(planReach(settingsOf(CONNECTION), 'das.example:1').security).toBe('tls');
  });

  it('reads certificates and passes the rest on', () => {
    const reach = planReach(
      settingsOf(CONNECTION, {
        ca: cert,
        cert,
        key,
        servername: 'a',
        authority: 'b',
        keepalive: '10s',
        skipVerify: true,
      }),
      'das.example:1',
    );
    expect(reach).toMatchObject({
      authority: 'b',
      keepaliveMs: 10_000,
      tls: { ca: made.cert, cert: made.cert, key: made.key, servername: 'a', skipVerify: true },
    });
  });

  it.each([
    [{ insecure: true }, '127.0.0.1:1', /--insecure.*refused/],
    [{ tls: true, plaintext: true }, '127.0.0.1:1', /--tls and --plaintext/],
    [{ ca: pem }, '127.0.0.1:1', /--ca needs TLS/],
    [{ skipVerify: true }, '127.0.0.1:1', /--skip-verify needs TLS/],
    [{ cert: pem }, 'das.example:1', /--cert and --key go together/],
    [{}, 'das.example', /port/],
    [{ ca: pem }, 'das.example:1', /^--ca .*some\.pem cannot be used/],
    [{ cert: pem, key }, 'das.example:1', /^--cert .*some\.pem cannot be used/],
    [{ cert, key: pem }, 'das.example:1', /^--key .*some\.pem cannot be used/],
    [{ cert, key: otherKey }, 'das.example:1', /^--key .*other\.pem and --cert .*cert\.pem cannot be used/],
  ])('refuses %j for %s', (said, target, words) => {
    expect(() => planReach(settingsOf(CONNECTION, said), target)).toThrow(words);
  });
});
