import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FAMILIES } from '../../src/base/result.ts';
import { ALWAYS, RULES, RULE_IDS } from '../../src/check/rules.ts';

describe('the list of rules', () => {
  it('holds each rule once, named after its family, in the order of the families', () => {
    expect(new Set(RULE_IDS).size).toBe(RULES.length);
    for (const { id, family, summary } of RULES) {
      expect(id.startsWith(`${family}.`)).toBe(true);
      expect(summary).toMatch(/^[A-Z].*\.$/);
    }
    const order = RULES.map(({ family }) => (FAMILIES as readonly string[]).indexOf(family));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('names rules that exist as those never switched off', () => {
    expect([...ALWAYS]).toEqual(['stream.first-frame', 'stream.status', 'stream.stalled']);
    for (const id of ALWAYS) expect(RULE_IDS).toContain(id);
  });

  it('is described in docs/checks.md, with the severity of each rule', () => {
    const docs = readFileSync(new URL('../../docs/checks.md', import.meta.url), 'utf8');
    for (const { id, severity } of RULES) expect(docs).toContain(`### ${id} (${severity}`);
    expect(docs.match(/^### .*/gm)).toHaveLength(RULES.length);
  });
});
