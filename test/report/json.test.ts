import { describe, expect, it } from 'vitest';
import { inOrder, renderJson } from '../../src/report/json.ts';
import { passed, samples } from '../support/result-samples.ts';

describe('renderJson', () => {
  it('loses nothing', () => {
    for (const sample of Object.values(samples)) expect(JSON.parse(renderJson(sample))).toEqual(sample);
  });

  it('puts the keys in one order, however the result was put together', () => {
    const shuffled = Object.fromEntries(Object.entries(passed).toReversed());
    expect(renderJson({ ...passed, ...shuffled })).toBe(renderJson(passed));
    expect(Object.keys(inOrder({ ...shuffled, ...passed }))).toEqual(Object.keys(inOrder(passed)));
    expect(Object.keys(inOrder(passed)).slice(0, 3)).toEqual(['schemaVersion', 'tool', 'runId']);
    expect(Object.keys(inOrder(passed)).toSorted()).toEqual(Object.keys(passed).toSorted());
  });

  it('keeps keys of a newer version, last', () => {
    expect(Object.keys(inOrder({ ...{ newer: 1 }, ...passed })).at(-1)).toBe('newer');
  });

  it('indents by two and ends in a line end', () => {
    expect(renderJson(passed)).toMatch(/^\{\n {2}"schemaVersion": 1,\n[\s\S]*\}\n$/);
  });

  it('writes null for what is not a finite number', () => {
    const odd = { ...passed, settings: { amplitude: { value: { min: -Infinity, max: Number.NaN }, origin: '--x' } } };
    expect(renderJson(odd)).toContain('"min": null,\n        "max": null');
  });
});
