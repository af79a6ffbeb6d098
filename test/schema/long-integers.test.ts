import { describe, expect, it } from 'vitest';
import { quoteLongIntegers } from '../../src/schema/long-integers.ts';

describe('quoteLongIntegers', () => {
  it.each([
    ['{"a":9007199254740993}', '{"a":"9007199254740993"}'],
    ['[-9223372036854775807,18446744073709551615]', '["-9223372036854775807","18446744073709551615"]'],
    ['12345678901234567', '"12345678901234567"'],
  ])('quotes what a double cannot hold: %s', (json, quoted) => {
    expect(quoteLongIntegers(json)).toBe(quoted);
  });

  it.each([
    '{"a":9007199254740992}',
    '[10000000000000000000000]',
    '{"9007199254740993":"9007199254740993"}',
    '{"a":"\\"9007199254740993"}',
    '[0.12345678901234567,1.2e12345678901234567,12345678901234567.5,12345678901234567e3]',
    '{"a":17}',
  ])('leaves everything else as it stands: %s', (json) => {
    expect(quoteLongIntegers(json)).toBe(json);
  });
});
