import { describe, expect, it } from 'vitest';
import { parseNames } from '../../src/serve/names.ts';

const known = ['apple', 'pear'] as const;

describe('parseNames', () => {
  it('reads a list of names, also a comma-separated one', () => {
    expect([...parseNames(' apple,, pear ', known, 'fruit')]).toEqual(['apple', 'pear']);
    expect([...parseNames(['pear', ''], known, 'fruit')]).toEqual(['pear']);
    expect([...parseNames('', known, 'fruit')]).toEqual([]);
  });

  it('names the nearest for an unknown one, or all there are', () => {
    const refused = (name: string): unknown => {
      try {
        return parseNames(name, known, 'fruit');
      } catch (thrown) {
        return thrown;
      }
    };
    expect(refused('aple')).toMatchObject({
      code: 'usage',
      message: 'there is no fruit aple',
      hint: 'did you mean apple?',
    });
    expect(refused('qqqqqqqqqq')).toMatchObject({ hint: 'fruits: apple, pear' });
  });
});
