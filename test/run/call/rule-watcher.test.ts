import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../../src/rule/rule-set.ts';
import { ruleWatcher } from '../../../src/run/call/rule-watcher.ts';
import { decode } from '../../../src/schema/codec.ts';
import { probeMessage } from '../../support/probe.ts';

const seen = {
  index: 0,
  message: decode(probeMessage('Item'), new Uint8Array(0)),
  arrival: 0,
  gapMs: null,
  elapsedMs: 1,
};
const rules = (examinesMessages: boolean): RuleSet => ({
  examinesMessages,
  message: () => ['strict', 'loose', 'loose'],
  end: ({ count }) => [
    {
      rule: `rule.${count}`,
      family: 'rule',
      status: 'passed',
      severity: 'error',
      examined: 1,
      violations: 0,
      findings: [],
    },
  ],
});

describe('ruleWatcher', () => {
  it('counts violations by their severity and passes the checks on', () => {
    const watcher = ruleWatcher(rules(true), new Set(['loose']));
    watcher.message?.(seen);
    expect(watcher.counts?.()).toEqual({ errors: 1, warnings: 2 });
    expect(watcher.end?.({ count: 7, status: 'OK', trailers: {} })[0]?.rule).toBe('rule.7');
  });

  it('asks for no message where no rule looks at one', () => {
    const watcher = ruleWatcher(rules(false), new Set());
    expect('message' in watcher).toBe(false);
    expect(watcher.counts?.()).toEqual({ errors: 0, warnings: 0 });
  });
});
