import { describe, expect, it } from 'vitest';
import { parseLabels, secretsOfLabel } from '../../src/cli/labels.ts';

describe('parseLabels', () => {
  it('reads key=value, the value may hold anything', () => {
    expect(parseLabels(['build=12', 'note=a=b c', 'empty='])).toEqual({ build: '12', note: 'a=b c', empty: '' });
  });

  it('refuses what is no label', () => {
    expect(() => parseLabels(['build'])).toThrow('--label takes key=value; got "build"');
    expect(() => parseLabels(['=x'])).toThrow(/--label/);
  });
});

describe('secretsOfLabel', () => {
  it('are the values of keys that say so', () => {
    expect(['token=abc', 'build=7', 'token'].flatMap(secretsOfLabel)).toEqual(['abc']);
  });
});
