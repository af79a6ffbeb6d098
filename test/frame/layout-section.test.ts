import { describe, expect, it } from 'vitest';
import { parseSections } from '../../src/frame/layout-section.ts';

const TEXT = `
a: x # 2
b:
  c: [1, 2]
  d: { e: 3, f: ns }
`;

describe('parseSections', () => {
  const { top, where } = parseSections(TEXT, 'l.yaml');

  it('knows the line of every key, and for one that is not there the key above it', () => {
    expect(['a', 'b.c', 'b.d.e', 'b.d.g', 'b.x.y', 'z', ''].map((place) => where(place))).toEqual([
      'l.yaml:2',
      'l.yaml:4',
      'l.yaml:5',
      'l.yaml:5',
      'l.yaml:3',
      'l.yaml',
      'l.yaml',
    ]);
  });

  it('reads texts, sections and choices, and what is not there', () => {
    const d = top.section('b')?.section('d');
    expect([top.text('a'), top.text('q'), d?.timeUnit('f'), top.record('b')]).toEqual([
      'x',
      undefined,
      'ns',
      { c: [1, 2], d: { e: 3, f: 'ns' } },
    ]);
    expect([top.has('b'), top.has('q'), top.section('q'), top.texts('q')]).toEqual([true, false, undefined, []]);
  });

  it.each<[() => unknown, string, string | null]>([
    [() => top.only(['a', 'bb']), "l.yaml:3: 'b' means nothing in a layout", 'did you mean a or bb?'],
    [() => top.only(['long', 'longer']), "l.yaml:2: 'a' means nothing in a layout", 'keys: long, longer'],
    [() => top.needed('c'), "l.yaml: 'c' is missing", null],
    [() => top.section('b')?.needed('x'), "l.yaml:3: 'b.x' is missing", null],
    [() => top.section('b')?.text('c'), "l.yaml:4: 'b.c' is not a text", null],
    [() => top.section('b')?.texts('c'), "l.yaml:4: 'b.c' is not a list of texts", null],
    [() => top.section('a'), "l.yaml:2: 'a' is not a mapping", null],
    [() => top.record('a'), "l.yaml:2: 'a' is not a mapping", null],
    [() => top.oneOf('a', ['xx', 'y']), "l.yaml:2: 'a' is none of xx, y", 'did you mean xx or y?'],
    [() => parseSections('[]', 'm.yaml'), 'm.yaml: not a layout', null],
    [() => parseSections('a: 1\nb: "', 'm.yaml'), 'm.yaml:2: Missing closing "quote', null],
    [() => parseSections('a: *b', 'm.yaml'), 'm.yaml: Unresolved alias', null],
  ])('%s fails', (act, message, hint) => {
    expect(act).toThrow(expect.objectContaining({ code: 'config', message: expect.stringContaining(message), hint }));
  });
});
