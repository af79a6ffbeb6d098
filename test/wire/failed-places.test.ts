import { describe, expect, it } from 'vitest';
import type { DialCause } from '../../src/base/failure.ts';
import type { DialPhase } from '../../src/base/result.ts';
import { noProgress } from '../../src/wire/approach.ts';
import { PhaseError } from '../../src/wire/dial-causes.ts';
import type { FailedPlace } from '../../src/wire/failed-places.ts';
import { dialFailure, passedOver } from '../../src/wire/failed-places.ts';
import { parseTarget } from '../../src/wire/target.ts';

const target = parseTarget('db.test:443');

function failed(text: string, phase: DialPhase, why: DialCause, message = `${text}: ${why}`): FailedPlace {
  const progress = { ...noProgress(), failed: { phase, ms: 1 } };
  return { text, thrown: new PhaseError(why, message), progress, ms: 2 };
}

describe('a dial of several addresses that failed', () => {
  it('is told by the address at which most came about, alone', () => {
    const failure = dialFailure(target, [
      failed('a', 'tcp', 'tcp-timeout'),
      failed('b', 'tls', 'tls-expired'),
      failed('c', 'tcp', 'tcp-refused'),
    ]);
    expect(failure).toMatchObject({
      code: 'tls-expired',
      message: 'b: tls-expired',
      about: { failed: { phase: 'tls' } },
    });
    expect(failure.hint).toContain('renew');
  });

  it.each([
    [['tcp-refused', 'tcp-timeout'], 'tcp-timeout'],
    [['unreachable', 'tcp-refused'], 'tcp-refused'],
    [['unreachable', 'tcp-reset'], 'tcp-reset'],
    [['unreachable', 'unreachable'], 'unreachable'],
  ] as const)('says most of %j, and has the words of all', (causes, told) => {
    const failure = dialFailure(
      target,
      causes.map((cause, i) => failed(String(i), 'tcp', cause)),
    );
    expect(failure.code).toBe(told);
    expect(failure.message).toBe(`0: ${causes[0]}; 1: ${causes[1]}`);
  });

  it('says the same words once', () => {
    const failures = ['a', 'b'].map((text) => failed(text, 'http2', 'peer-is-tls', 'db.test:443 answers in TLS'));
    expect(dialFailure(target, failures).message).toBe('db.test:443 answers in TLS');
  });
});

describe('addresses passed over', () => {
  it('keep their cause, their words and their time', () => {
    expect(passedOver([failed('[::1]:443', 'tcp', 'tcp-refused', 'refused')])).toEqual([
      { address: '[::1]:443', cause: 'tcp-refused', message: 'refused', ms: 2 },
    ]);
  });
});
