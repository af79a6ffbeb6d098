import { describe, expect, it } from 'vitest';
import { CALL_CHECKS, REQUEST } from '../../../src/cli/options/call.ts';
import { settingsOf } from '../../support/settings.ts';

describe('the options of a call', () => {
  it('want nothing unless they are said', () => {
    expect(settingsOf(REQUEST).values).toMatchObject({
      ...{ data: null, repeatData: 1, pingPong: false, maxMessages: null, print: false, verbose: false },
      ...{ timeout: 300_000, idleTimeout: 30_000, expectStatus: 0 },
    });
    expect(settingsOf(CALL_CHECKS).values).toMatchObject({ rule: [], rules: [], annotations: true, failOn: 'error' });
  });

  it('take what other tools take, under the same names', () => {
    expect(REQUEST.data.short).toBe('d');
    expect(REQUEST.maxMessages.aliases).toEqual(['max-frames']);
    expect(REQUEST.duration.aliases).toEqual(['z']);
    expect(REQUEST.timeout.aliases).toEqual(['max-time']);
  });

  it('refuse what cannot be meant', () => {
    expect(() => settingsOf(REQUEST, { repeatData: '0' })).toThrow('--repeat-data takes a whole number');
    expect(() => settingsOf(REQUEST, { minMessages: '-1' })).toThrow('--min-messages');
    expect(() => settingsOf(REQUEST, { expectStatus: 'FINE' })).toThrow('--expect-status');
    expect(settingsOf(REQUEST, { minMessages: '0' }).values.minMessages).toBe(0);
  });
});
