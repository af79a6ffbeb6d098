import { describe, expect, it } from 'vitest';
import { absent, BadRequest, numberOf, objectOf, rangeOf } from '../../../src/serve/rest/fields.ts';

const limits = { min: 1, max: 9, whole: true };

describe('the fields of a request', () => {
  it('are read when they are right', () => {
    expect(objectOf({ a: 1 }, 'a')).toEqual({ a: 1 });
    expect(numberOf(9, 'a', limits)).toBe(9);
    expect(rangeOf({ min: 1, max: 1 }, 'a', limits)).toEqual({ min: 1, max: 1 });
    expect(absent(null, 'a', 'b')).toBeUndefined();
  });

  it.each([
    [() => objectOf([], 'a'), 'a is no object'],
    [() => numberOf(undefined, 'a', limits), 'a is a whole number from 1 to 9, not absent'],
    [() => numberOf(1.5, 'a', limits), 'a is a whole number from 1 to 9, not 1.5'],
    [() => numberOf('7', 'a', limits), 'a is a whole number from 1 to 9, not "7"'],
    [() => numberOf(0, 'a', { min: 1, max: Infinity }), 'a is a number of at least 1, not 0'],
    [() => numberOf('\u202e', 'a', limits), 'a is a whole number from 1 to 9, not "\\u202e"'],
    [() => rangeOf({ min: 3, max: 2 }, 'a', limits), 'a.min 3 is above a.max 2'],
    [() => rangeOf({ min: 3 }, 'a', limits), 'a.max is a whole number from 1 to 9, not absent'],
    [() => absent(0, 'a', 'a waterfall'), 'a has no place in a waterfall'],
  ])('are refused otherwise (%#)', (read, message) => {
    expect(read).toThrow(new BadRequest(message));
  });
});
