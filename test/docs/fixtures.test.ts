import { describe, expect, it } from 'vitest';
import { load } from '../support/fixture-texts.ts';
import { fencesOf } from './fences.ts';

const examples = fencesOf('docs/fixtures.md').filter(({ language }) => language === 'json');

describe('the fixture of docs/fixtures.md', () => {
  it('is one, and nothing is to be said of it', () => {
    expect(examples).toHaveLength(1);
    const { issues, compiled, profile } = load(examples[0]?.text);
    expect([issues, profile]).toEqual([[], 'standard']);
    expect(compiled).toMatchObject({ path: '/shop.v1.Prices/Watch', kind: 'server-stream' });
  });
});
