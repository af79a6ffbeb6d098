import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/base/failure.ts';
import { readCallRules, ruleWatchers } from '../../../src/cli/commands/call-rules.ts';
import { CALL } from '../../../src/cli/options/tables.ts';
import type { CallValues } from '../../../src/cli/options/values.ts';
import { looksAtMessages } from '../../../src/run/call/watcher.ts';
import { decode } from '../../../src/schema/codec.ts';
import { encodeJsonText } from '../../../src/schema/json-message.ts';
import { PROBE, probeMessage } from '../../support/probe.ts';
import { scratchFile } from '../../support/scratch.ts';
import { settingsOf } from '../../support/settings.ts';

const output = probeMessage('Item');
const types = { registry: PROBE, output };
type Said = Parameters<typeof settingsOf<CallValues>>[1];

const read = (said: Said) => readCallRules(settingsOf(CALL, said));

describe('readCallRules', () => {
  it('collects rules from the command line and from files, and the settings of the others', () => {
    const path = scratchFile('rules.yaml', '- name: low\n  expression: message.value < 5.0\n  severity: warning\n');
    const { specs, severities, tolerances } = read({
      rule: ['high: message.value > 0.0'],
      rules: [path],
      severity: ['rule.high=warning', 'stream.until=error'],
      tolerate: ['message.decodes=2%'],
    });
    expect(specs.map(({ name, severity }) => [name, severity])).toEqual([
      ['high', 'warning'],
      ['low', 'warning'],
    ]);
    expect(Object.fromEntries(severities)).toEqual({ 'rule.high': 'warning', 'stream.until': 'error' });
    expect([...tolerances]).toEqual([['message.decodes', 0.02]]);
  });

  it('lets the command line have the last word on every rule, protovalidate too', () => {
    const file = '- name: low\n  expression: message.value < 5.0\n  severity: off\n  tolerate: 1%\n';
    const { specs, annotations } = read({
      rule: ['high: message.value > 0.0'],
      rules: [scratchFile('rules.yaml', file)],
      severity: ['rule.high=off', 'rule.low=warning', 'rule.protovalidate=warning'],
      tolerate: ['rule.low=5%', 'rule.protovalidate=2%'],
    });
    expect(specs).toMatchObject([
      { name: 'high', off: '--severity' },
      { name: 'low', severity: 'warning', off: null, tolerate: 0.05 },
    ]);
    expect(annotations).toEqual({ severity: 'warning', off: null, tolerate: 0.02 });
    expect(read({ severity: ['rule.protovalidate=off'] }).annotations?.off).toBe('--severity');
    expect(read({ annotations: false }).annotations).toBeNull();
  });

  it('names the nearest rule for one that is not there', () => {
    const refused = (said: Said): unknown => {
      try {
        return read(said);
      } catch (thrown) {
        return (thrown as Failure).hint;
      }
    };
    const rule = ['rising: message.value > 0.0'];
    expect(refused({ rule, severity: ['rule.risng=off'] })).toBe('did you mean rule.rising?');
    expect(refused({ rule, tolerate: ['rule.risng=5%'] })).toBe('did you mean rule.rising?');
    expect(refused({ severity: ['quite.other=off'] })).toMatch(/^there are message\.decodes, .*, rule\.protovalidate$/);
    expect(refused({ severity: ['rule.protovalidat=warning'] })).toBe('did you mean rule.protovalidate?');
  });

  it.each([
    [{ rule: ['nonsense'] }, 'is no rule'],
    [{ rules: ['/no/such.yaml'] }, '/no/such.yaml: the rules cannot be read: ENOENT'],
    [{ severity: ['rule.none=error'] }, 'there is no rule rule.none'],
    [
      { rule: ['a: message.value > 0.0'], severity: ['rule.a=info'] },
      '--severity rule.a is error, warning or off, not info',
    ],
    [{ severity: ['nonzero.twins=off'] }, 'there is no rule nonzero.twins'],
    [{ severity: ['stream.status=off'] }, 'cannot be switched off'],
    [{ tolerate: ['stream.status=2%'] }, 'no share of it can be tolerated'],
  ])('refuses %j', (said, words) => {
    expect(() => read(said)).toThrow(words);
  });
});

describe('ruleWatchers', () => {
  const seen = (value: number, index = 0) => ({
    index,
    message: decode(output, encodeJsonText(output, JSON.stringify({ value }))),
    ...{ arrival: index, gapMs: index === 0 ? null : 1, elapsedMs: index },
  });

  it('judges messages by the rules and ends the call where the condition holds', () => {
    const settings = settingsOf(CALL, { rule: ['small: message.value < 2.0'], until: 'message.value == 3.0' });
    const finished: string[] = [];
    const control = { finish: (why: string) => void finished.push(why), pause: () => {}, resume: () => {} };
    const watchers = ruleWatchers(settings, readCallRules(settings), types).map((make) => make(control));
    for (const value of [1, 2, 3])
      for (const each of watchers.filter(looksAtMessages)) each.message(seen(value, value));
    expect(finished).toEqual(['until']);
    expect(watchers[0]?.counts?.()).toEqual({ errors: 2, warnings: 0 });
    const checks = watchers.flatMap((each) => each.end?.({ count: 3, status: 'OK', trailers: {} }) ?? []);
    expect(checks).toMatchObject([{ rule: 'rule.small', status: 'failed', examined: 3, violations: 2, firstAt: 2 }]);
  });

  it('type-checks a rule that is off, and reports it as skipped', () => {
    const settings = settingsOf(CALL, { rule: ['small: message.value < 2.0'], severity: ['rule.small=off'] });
    const control = { finish: () => {}, pause: () => {}, resume: () => {} };
    const watchers = ruleWatchers(settings, readCallRules(settings), types).map((make) => make(control));
    expect(watchers.some(looksAtMessages)).toBe(false);
    const checks = watchers.flatMap((each) => each.end?.({ count: 3, status: 'OK', trailers: {} }) ?? []);
    expect(checks).toMatchObject([
      { rule: 'rule.small', status: 'skipped', reason: 'switched off (--severity)', examined: 0 },
    ]);
  });

  it('asks for no message where there is nothing to judge', () => {
    const settings = settingsOf(CALL, { rule: ['many: count > 5'] });
    const control = { finish: () => {}, pause: () => {}, resume: () => {} };
    const watchers = ruleWatchers(settings, readCallRules(settings), types).map((make) => make(control));
    expect(watchers.some(looksAtMessages)).toBe(false);
  });

  it('refuses expressions that do not fit the messages', () => {
    const wrong = (said: Said) => () => {
      const settings = settingsOf(CALL, said);
      ruleWatchers(settings, readCallRules(settings), types);
    };
    expect(wrong({ rule: ['a: message.valu > 0.0'] })).toThrow(/valu.*column/s);
    expect(wrong({ rule: ['a: message.valu > 0.0'], severity: ['rule.a=off'] })).toThrow('valu');
    expect(wrong({ until: 'message.valu > 0.0' })).toThrow(/--until.*valu/s);
  });
});
