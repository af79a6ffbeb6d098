import { describe, expect, it } from 'vitest';
import { OUTPUT, OUTPUTS } from '../../../src/cli/options/output.ts';

describe('output options', () => {
  it('print a table unless told otherwise', () => {
    expect(OUTPUT.output.fallback).toBe('table');
    expect(OUTPUTS.map((name) => OUTPUT.output.parse(name))).toEqual([...OUTPUTS]);
    expect(OUTPUT.output.parse('xml')).toBeUndefined();
  });
});
