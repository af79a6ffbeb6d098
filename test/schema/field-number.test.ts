import { describe, expect, it } from 'vitest';
import { checkFieldNumber, MESSAGE_SET_MAX } from '../../src/schema/field-number.ts';

describe('checkFieldNumber', () => {
  it.each([1, 18_999, 20_000, 536_870_911])('takes %i', (number) => {
    expect(() => checkFieldNumber(number, 'a.proto:1')).not.toThrow();
  });

  it('takes larger ones where the caller says so', () => {
    expect(() => checkFieldNumber(MESSAGE_SET_MAX, 'a.proto:1', MESSAGE_SET_MAX)).not.toThrow();
    expect(() => checkFieldNumber(MESSAGE_SET_MAX + 1, 'a.proto:1', MESSAGE_SET_MAX)).toThrow('is not a legal');
    expect(() => checkFieldNumber(19_000, 'a.proto:1', MESSAGE_SET_MAX)).toThrow('is not a legal');
  });

  it.each([0, -1, 19_000, 19_999, 536_870_912])('refuses %i', (number) => {
    expect(() => checkFieldNumber(number, 'a.proto:1')).toThrow(`a.proto:1: ${number} is not a legal field number`);
  });
});
