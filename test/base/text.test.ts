import { describe, expect, it } from 'vitest';
import { didYouMean, nearest, plural, printable, safeJson } from '../../src/base/text.ts';

describe('printable', () => {
  it('disarms terminal escapes and direction overrides', () => {
    expect(printable('a\u001b[31mb\u202ec\n\u0007\u009b')).toBe('a\\u001b[31mb\\u202ec\\n\\u0007\\u009b');
  });

  it('shows what cannot be seen', () => {
    expect(printable('a\u200bb\u{e0041}c\ufeff')).toBe('a\\u200bb\\udb40\\udc41c\\ufeff');
  });

  it('leaves ordinary text of any language alone', () => {
    expect(printable('Größe 大きさ 😀')).toBe('Größe 大きさ 😀');
  });

  it('cuts what is too long and says how long it was', () => {
    expect(printable('x'.repeat(500), 10)).toBe('xxxxxxxxxx... (500 characters)');
  });
});

describe('safeJson', () => {
  it('reads as the same value, and holds nothing a terminal would obey', () => {
    const value = { 'a\u009b': ['\u001b[2J\u202e\n', 1, null, '\u{e0041}😀'] };
    const text = safeJson(value, 2);
    expect(JSON.parse(text)).toEqual(value);
    // eslint-disable-next-line no-control-regex -- that there are none is the point
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(text.split('\n')).toHaveLength(8);
  });
});

describe('nearest', () => {
  const known = ['retries', 'retry-delay', 'rows', 'timeout'];

  it('finds the name that was meant', () => {
    expect(nearest('retrys', known)[0]).toBe('retries');
    expect(didYouMean('timeuot', known)).toBe('did you mean timeout?');
  });

  it('says nothing when no name is near', () => {
    expect(nearest('zzzzzzzz', known)).toEqual([]);
    expect(didYouMean('zzzzzzzz', known)).toBeUndefined();
  });
});

describe('plural', () => {
  it('agrees with the number', () => {
    expect([plural(1, 'frame'), plural(0, 'frame'), plural(2, 'address', 'addresses')]).toEqual([
      '1 frame',
      '0 frames',
      '2 addresses',
    ]);
  });
});
