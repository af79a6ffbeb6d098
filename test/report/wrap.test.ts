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
