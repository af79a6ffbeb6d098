import { describe, expect, it } from 'vitest';
import { DIAL_CAUSES } from '../../src/base/failure.ts';
import { ConnectFailure, DialFailure, hintFor, isRetried, PhaseError, tcpCause } from '../../src/wire/dial-causes.ts';
import { parseTarget } from '../../src/wire/target.ts';

const phases = { dnsMs: 1, tcpMs: null, tlsMs: null, http2Ms: null, headersMs: null, firstMessageMs: null };

describe('causes', () => {
  it('that may mend by themselves are retried, certificates and protocols are not', () => {
    expect(DIAL_CAUSES.filter(isRetried)).toEqual([
      'dns',
      'tcp-refused',
      'tcp-timeout',
      'tcp-reset',
      'settings-timeout',
    ]);
  });

  it.each(DIAL_CAUSES)('have a hint: %s', (cause) => {
    const hint = hintFor(cause, parseTarget('grpc://host:1'));
    expect(hint.length).toBeGreaterThan(20);
    expect(hint).not.toMatch(/[{}]/);
  });

  it.each([
    ['peer-is-plaintext', 'host:1', 'say --plaintext, or write the target as grpc://host:1'],
    ['peer-is-tls', '[::1]:1', 'say --tls, or write the target as grpcs://[::1]:1'],
    ['peer-is-plaintext', 'grpcs://host:1', 'the server speaks without TLS: write the target as grpc://host:1'],
    ['peer-is-tls', 'http://host:1', 'the server wants TLS: write the target as grpcs://host:1'],
    ['peer-is-tls', 'unix:/a', 'the server wants TLS: say --tls'],
  ] as const)('%s of %s names what to change, which holds for every command', (cause, target, words) => {
    const hint = hintFor(cause, parseTarget(target));
    expect(hint.endsWith(words)).toBe(true);
    expect(hint).not.toContain('grpc-validate');
  });

  it.each(DIAL_CAUSES)('of a unix socket never speak of a port to check there: %s', (cause) => {
    const hint = hintFor(cause, parseTarget('unix:/a'));
    if (cause.startsWith('tcp') || cause === 'unreachable') expect(hint).not.toMatch(/port|network/);
    expect(hint).not.toMatch(/[{}]/);
  });

  it.each([
    ['ECONNREFUSED', 'tcp-refused'],
    ['ETIMEDOUT', 'tcp-timeout'],
    ['ECONNRESET', 'tcp-reset'],
    ['ENOENT', 'unix-missing'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['EACCES', 'unreachable'],
    [undefined, 'unreachable'],
  ])('of %s are %s', (code, cause) => expect(tcpCause(code)).toBe(cause));
});

describe('failures', () => {
  it('to connect carry the last cause, its hint and all attempts', () => {
    const thrown = new PhaseError('tcp-refused', 'no');
    const dial = new DialFailure('tcp-refused', 'refused', 'start it', phases, thrown);
    const once = new ConnectFailure(dial, [{ phases }]);
    const twice = new ConnectFailure(dial, [{ phases }, { phases }]);
    expect(dial).toMatchObject({ name: 'DialFailure', phases, cause: thrown, exitCode: 3 });
    expect(once).toMatchObject({
      name: 'ConnectFailure',
      code: 'tcp-refused',
      message: 'refused',
      hint: 'start it',
      cause: dial,
    });
    expect(twice).toMatchObject({ message: 'refused (2 attempts)', exitCode: 3 });
    expect(twice.attempts).toHaveLength(2);
  });
});
