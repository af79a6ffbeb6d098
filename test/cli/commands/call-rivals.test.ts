import { describe, expect, it } from 'vitest';
import { settleCallRivals } from '../../../src/cli/commands/call-rivals.ts';
import { CALL } from '../../../src/cli/options/tables.ts';
import { settingsOf } from '../../support/settings.ts';

describe('settleCallRivals', () => {
  it('refuses options that exclude each other', () => {
    const settle = (said: Record<string, string | boolean>) => () => settleCallRivals(settingsOf(CALL, said));
    expect(settle({ tls: true, plaintext: true })).toThrow('--tls and --plaintext contradict each other');
    expect(settle({ minMessages: '5', maxMessages: '3' })).toThrow('--min-messages 5 and --max-messages 3');
    expect(settle({ minMessages: '3', maxMessages: '3' })).not.toThrow();
  });
});
