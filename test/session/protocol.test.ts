import { describe, expect, it } from 'vitest';
import { setField } from '../../src/session/protocol.ts';

describe('setField', () => {
  it.each([
    ['the part of the oneof that is set', { id: 'a', ack: { id: '' } }, 'ack'],
    ['a part of the oneof also when it holds the default', { id: 'a', event: '' }, 'event'],
    ['else the first field that is set', { id: '', on: false, count: 0, name: 'x', other: 1 }, 'name'],
    ['nothing where nothing is set', { id: '', event: null, ack: undefined }, null],
  ])('is %s', (_, message, field) => {
    expect(setField(message, ['event', 'ack'])).toBe(field);
  });
});
