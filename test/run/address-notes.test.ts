import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { addressNotes } from '../../src/run/address-notes.ts';
import { passed } from '../support/result-samples.ts';

function connected(...causes: readonly string[]): RunResult['connect'] {
  const [attempt] = passed.connect.attempts;
  const phases = attempt?.phases as NonNullable<typeof attempt>['phases'];
  const over = causes.map((cause) => ({ address: '[::1]:443', cause, message: 'the certificate has expired', ms: 12 }));
  return { ...passed.connect, attempts: [{ phases }, { phases, passedOver: over }] };
}

describe('an address that was passed over', () => {
  it('is noted when something is wrong there', () => {
    expect(addressNotes(connected('tls-expired'))).toEqual([
      '[::1]:443 was passed over after 12.0 ms: the certificate has expired (tls-expired)',
    ]);
  });

  it('is no matter when nothing listens there, and there may be none', () => {
    expect(addressNotes(connected('tcp-refused', 'unreachable'))).toEqual([]);
    expect(addressNotes(passed.connect)).toEqual([]);
    expect(addressNotes({ ...passed.connect, attempts: [] })).toEqual([]);
  });
});
