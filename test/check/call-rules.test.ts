import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMAND_FAMILIES, FAMILIES } from '../../src/base/check-result.ts';
import { CALL_RULES, callRules } from '../../src/check/call-rules.ts';

describe('the rules of a call', () => {
  it('are each there once, named after a family', () => {
    const families: readonly string[] = [...FAMILIES, ...COMMAND_FAMILIES];
    expect(new Set(CALL_RULES.map(({ id }) => id)).size).toBe(CALL_RULES.length);
    for (const { id, family, summary } of CALL_RULES) {
      expect(families).toContain(family);
      expect(id.startsWith(`${family}.`)).toBe(true);
      expect(summary).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('are fewer for a single answer', () => {
    expect(callRules(true)).toBe(CALL_RULES);
    expect(callRules(false).map(({ id }) => id)).not.toContain('stream.complete');
  });

  it('are described in docs/calls.md', () => {
    const docs = readFileSync(new URL('../../docs/calls.md', import.meta.url), 'utf8');
    for (const { id } of CALL_RULES) expect(docs).toContain(`\`${id}\``);
  });
});
