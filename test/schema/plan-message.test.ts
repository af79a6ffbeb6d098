import { describe, expect, it } from 'vitest';
import { planEnum, planMessage } from '../../src/schema/plan-message.ts';

const field = { number: 1, type: 'string', oneof: null, mapKey: null };

describe('planMessage', () => {
  it('gives optional fields a oneof of their own, after the real ones, whose name is free', () => {
    const message = planMessage({
      name: 'A',
      fields: [
        { ...field, name: 'a', label: 'optional' },
        { ...field, name: '_a', label: 'implicit', oneof: 'real' },
        { ...field, name: 'm', label: 'optional', mapKey: 'string' },
      ],
      messages: [],
      enums: [],
    });
    expect(message.oneofDecl.map(({ name }) => name)).toEqual(['real', 'X_a']);
    expect(message.field.map(({ oneofIndex, proto3Optional }) => [oneofIndex, proto3Optional])).toEqual([
      [1, true],
      [0, false],
      [0, false],
    ]);
    expect(message.nestedType.map(({ name, options }) => [name, options?.mapEntry])).toEqual([['MEntry', true]]);
  });
});

describe('planEnum', () => {
  it('keeps values in order', () => {
    const made = planEnum({
      name: 'E',
      values: [
        { name: 'A', number: 0 },
        { name: 'B', number: -1 },
      ],
    });
    expect(made.value.map(({ name, number }) => [name, number])).toEqual([
      ['A', 0],
      ['B', -1],
    ]);
  });
});
