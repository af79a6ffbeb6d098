import { describe, expect, it } from 'vitest';
import { givenFlags } from '../../src/api/given.ts';
import { CALL } from '../../src/cli/options/tables.ts';

describe('givenFlags', () => {
  it('reads values as the command line would have them', () => {
    const given = { data: '{}', maxMessages: 5, verbose: true, rule: ['a', 'b'], until: undefined };
    expect([...givenFlags(CALL, given, 'callStream')]).toEqual([
      ['data', ['{}']],
      ['maxMessages', ['5']],
      ['verbose', true],
      ['rule', ['a', 'b']],
    ]);
  });

  it('refuses what is no option, with the nearest', () => {
    expect(() => givenFlags(CALL, { maxMesages: 5 }, 'callStream')).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: 'callStream has no option "maxMesages"',
        hint: expect.stringContaining('maxMessages') as string,
      }),
    );
  });
});
