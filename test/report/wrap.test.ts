import { array, assert, integer, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelled, wrap } from '../../src/report/wrap.ts';

describe('wrap', () => {
  it('breaks at spaces', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  });

  it('cuts a word that is too long', () => {
    expect(wrap('a abcdefgh b', 3)).toEqual(['a', 'abc', 'def', 'gh', 'b']);
  });

  it.each([
    ['waited 50.0 ms', 11, ['waited', '50.0 ms']],
    ['all 640 000 values', 10, ['all', '640 000', 'values']],
    ['took 3 m 20 s', 10, ['took', '3 m 20 s']],
    ['from 51.7 ms..54.9 ms', 18, ['from', '51.7 ms..54.9 ms']],
    ['mean 50.0 ms +- 2.25 ms', 20, ['mean', '50.0 ms +- 2.25 ms']],
    ['share 1.5 %', 9, ['share', '1.5 %']],
    ['the p99 value', 8, ['the p99', 'value']],
    ['1 2 3 4', 3, ['1 2', '3 4']],
  ])('keeps the parts of a figure together: %s', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  it('breaks a figure that fits no line', () => {
    expect(wrap('640 000 000 values', 8)).toEqual(['640 000', '000', 'values']);
  });

  it('gives one empty line for no text', () => {
    expect(wrap('', 5)).toEqual(['']);
  });

  it('never exceeds the width and never loses a character but spaces', () => {
    const words = array(string({ maxLength: 12 }), { maxLength: 12 });
    assert(
      property(words, integer({ min: 1, max: 20 }), (parts, width) => {
        const text = parts.join(' ');
        const lines = wrap(text, width);
        expect(lines.every((line) => line.length <= width)).toBe(true);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});

describe('labelled', () => {
  it('hangs further lines below the text', () => {
    expect(labelled('job', 'one two three four', 16, 6)).toBe('job   one two\n      three four');
  });
});
