import { describe, expect, it } from 'vitest';
import { checkFieldNumber } from '../../src/schema/field-number.ts';

describe('checkFieldNumber', () => {
  it.each([1, 18_999, 20_000, 536_870_911])('takes %i', (number) => {
    expect(() => checkFieldNumber(number, 'a.proto:1')).not.toThrow();
  });

  it.each([0, -1, 19_000, 19_999, 536_870_912])('refuses %i', (number) => {
    expect(() => checkFieldNumber(number, 'a.proto:1')).toThrow(`a.proto:1: ${number} is not a legal field number`);
  });
});
