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

  it('of a wrong transport come with the command to run next', () => {
    const target = parseTarget('host:1');
    expect(hintFor('peer-is-plaintext', target)).toContain('grpc-validate connect host:1 --plaintext');
    expect(hintFor('peer-is-tls', target)).toContain('grpc-validate connect host:1 --tls');
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
