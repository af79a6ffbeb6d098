import { describe, expect, it } from 'vitest';
import { readFlatFile } from '../../src/cli/flat-file.ts';
import { scratchFile } from '../support/scratch.ts';

const read = (name: string, text: string) => readFlatFile(scratchFile(name, text), '--file', '{"a": 1}');

describe('readFlatFile', () => {
  it('reads scalars and lists with the line they stand on', () => {
    const entries = read('a.yaml', 'a: 1\n\nb: [x, true]\nc:\n  d: 1\ne: null\n');
    const plain = [...entries].map(([name, { values, isList, place }]) => [
      name,
      values,
      isList,
      place.split(':').at(-1),
    ]);
    expect(plain).toEqual([
      ['a', [1], false, '1'],
      ['b', ['x', true], true, '3'],
      ['c', [undefined], false, '4'],
      ['e', [null], false, '6'],
    ]);
    expect(read('b.yaml', '').size).toBe(0);
  });

  it.each([
    ['a.yaml', 'a: [1', /a\.yaml:\d: not YAML/],
    ['a.json', '{a: 1}', /a\.json:1: not JSON/],
    ['a.yaml', '- 1', /a\.yaml:1: must be a map/],
  ])('refuses %s: %s', (name, text, words) => {
    expect(() => read(name, text)).toThrow(words);
  });

  it('names the option of a file that cannot be read', () => {
    expect(() => readFlatFile('/no/such.yaml', '--file', '')).toThrow(
      expect.objectContaining({ code: 'config', hint: '--file takes a readable JSON or YAML file' }),
    );
  });
});
