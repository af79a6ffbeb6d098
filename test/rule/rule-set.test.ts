import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../src/base/result.ts';
import { compileRules, compileUntil } from '../../src/rule/rule-set.ts';
import { parseRule } from '../../src/rule/spec.ts';
import type { RuleSpec } from '../../src/rule/spec.ts';
import { plant, seen } from '../support/rule.ts';

const OVER = { count: 3, status: 'OK', trailers: { 'x-sum': '9' } };
const NO_ANNOTATIONS = { annotations: null };

function judge(expression: string, messages: readonly object[], more: Partial<RuleSpec> = {}): CheckResult {
  const rules = compileRules([{ ...parseRule(`r: ${expression}`), ...more }], plant, NO_ANNOTATIONS);
  messages.forEach((json, index) => rules.message(seen(index, json as never)));
  return rules.end({ ...OVER, count: messages.length })[0] as CheckResult;
}

describe('compileRules', () => {
  const cases: readonly (readonly [expression: string, passing: readonly object[], failing: readonly object[]])[] = [
    ['message.value > 0', [{ value: 1 }], [{ value: -1 }]],
    ['message.value >= 1.5', [{ value: 1.5 }], [{ value: 1 }]],
    ['message.seq == previous.seq + 1', [{ seq: 4 }, { seq: 5 }], [{ seq: 4 }, { seq: 6 }]],
    ['message.count > 0u', [{ count: 2 }], [{}]],
    ['message.name.startsWith("a")', [{ name: 'abc' }], [{ name: 'b' }]],
    ['message.name.matches("^[a-z]+$")', [{ name: 'abc' }], [{ name: 'A' }]],
    ['size(message.raw) == 3', [{ raw: 'AAAA' }], [{ raw: 'AAA=' }]],
    ['message.good', [{ good: true }], [{}]],
    ['message.state == State.RUNNING', [{ state: 'RUNNING' }], [{ state: 'STOPPED' }]],
    ['message.state == plant.State.RUNNING', [{ state: 1 }], [{}]],
    ['message.state != 0', [{ state: 'RUNNING' }], [{}]],
    ['has(message.level)', [{ level: 0 }], [{}]],
    ['has(message.value)', [{ value: 1 }], [{ value: 0 }]],
    ['has(message.inner) && message.inner.seq == 1', [{ inner: { seq: 1 } }], [{}]],
    ['!has(message.inner.inner)', [{ inner: {} }], [{ inner: { inner: {} } }]],
    ['has(message.labels.a)', [{ labels: { a: 0 } }], [{ labels: { b: 1 } }]],
    ['message.parts.all(p, has(p.level))', [{ parts: [{ level: 0 }] }], [{ parts: [{}] }]],
    ['message.inner.value == 0.0', [{}], [{ inner: { value: 1 } }]],
    ['message.numbers.all(n, n > 0)', [{ numbers: [1, 2] }], [{ numbers: [1, -2] }]],
    ['size(message.numbers) == 2 && message.numbers[1] == 7', [{ numbers: [1, 7] }], [{ numbers: [7, 1] }]],
    ['message.labels["a"] == 5', [{ labels: { a: 5 } }], [{ labels: { a: 6 } }]],
    ['"a" in message.labels', [{ labels: { a: 0 } }], [{}]],
    ['message.by_id[3].seq == 1', [{ byId: { 3: { seq: 1 } } }], [{ byId: { 3: { seq: 2 } } }]],
    ['message.parts.exists(p, p.inner.seq == 9)', [{ parts: [{ inner: { seq: 9 } }] }], [{ parts: [{}] }]],
    ['message.text == "x"', [{ text: 'x' }], [{ number: 4 }]],
    ['has(message.number) && message.number == 0', [{ number: 0 }], [{ text: 'x' }]],
    [
      'message.at > timestamp("2026-01-01T00:00:00Z")',
      [{ at: '2026-06-01T00:00:00Z' }],
      [{ at: '2025-06-01T00:00:00Z' }],
    ],
    ['message.took < duration("1s")', [{ took: '0.5s' }], [{ took: '2s' }]],
    ['message.took < duration("-1s")', [{ took: '-1.5s' }], [{ took: '-0.5s' }]],
    ['message.maybe == null || message.maybe == 3', [{}], [{ maybe: 4 }]],
    [
      'message.any.seq == 7',
      [{ any: { '@type': 'type.googleapis.com/plant.Reading', seq: 7 } }],
      [{ any: { '@type': 'type.googleapis.com/plant.Reading' } }],
    ],
    ['message.any == 7', [{ any: { '@type': 'type.googleapis.com/google.protobuf.Int32Value', value: 7 } }], [{}]],
    ['message.facts.a == 1.0', [{ facts: { a: 1 } }], [{ facts: { a: 2 } }]],
    ['message.loose == "x"', [{ loose: 'x' }], [{ loose: 4 }]],
    ['first.seq <= message.seq', [{ seq: 3 }, { seq: 3 }], [{ seq: 3 }, { seq: 2 }]],
    ['index < 1', [{}], [{}, {}]],
    ['gapMs < 200', [{}, {}], []],
    ['elapsedMs < 100', [{}], [{}, {}]],
  ];

  it.each(cases)('%s', (expression, passing, failing) => {
    expect(judge(expression, passing)).toMatchObject({ status: 'passed', violations: 0 });
    if (failing.length > 0) expect(judge(expression, failing)).toMatchObject({ status: 'failed', violations: 1 });
  });

  it('keeps int64 beyond 2^53 exact', () => {
    expect(judge('message.seq == 9007199254740993', [{ seq: '9007199254740993' }]).status).toBe('passed');
    expect(judge('message.seq == 9007199254740993', [{ seq: '9007199254740992' }]).status).toBe('failed');
  });

  it('does not examine message 0 with a rule that looks at the one before', () => {
    expect(judge('message.seq == previous.seq + 1', [{ seq: 1 }, { seq: 2 }, { seq: 3 }]).examined).toBe(2);
    expect(judge('gapMs < 1', [{}])).toMatchObject({
      status: 'skipped',
      reason: 'only one message came, and the rule looks at the one before',
    });
    expect(judge('message.good', [])).toMatchObject({ status: 'skipped', reason: 'no message could be examined' });
  });

  it('tells a violation by message, time and the values that mattered', () => {
    const check = judge('message.seq == previous.seq + 1', [{ seq: 1 }, { seq: 3 }]);
    expect(check).toMatchObject({ rule: 'rule.r', family: 'rule', firstAt: 1, lastAt: 1 });
    expect(check.findings).toEqual([
      {
        stream: 0,
        frame: 1,
        arrivalMs: 105,
        expected: 'message.seq == previous.seq + 1',
        actual: 'message.seq = 3, previous.seq = 1',
        message: 'message.seq == previous.seq + 1 does not hold: message.seq = 3, previous.seq = 1',
      },
    ]);
  });

  it('says what the rule has to say of a violation', () => {
    expect(judge('message.good', [{}], { message: 'a bad one' }).findings[0]?.message).toBe('a bad one');
  });

  it('makes an error at run time a finding', () => {
    const check = judge('message.labels["a"] == 1', [{}]);
    expect(check).toMatchObject({ status: 'failed', violations: 1 });
    expect(check.findings[0]?.message).toMatch(/^cannot be evaluated: no such key: a/);
    expect(judge('message.parts[3].seq == 7', [{ parts: [{}] }]).findings[0]?.message).toMatch(/index 3 >= size 1$/);
    expect(judge('message.parts[0].seq == 7', [{}]).findings[0]?.message).toMatch(/index 0 >= size 0$/);
    expect(judge('message.any.seq == 7', [{ any: {} }]).findings[0]?.message).toMatch(/cannot be evaluated/);
  });

  it('counts a warning as one, and tolerates a share', () => {
    const messages = [{ good: true }, {}, { good: true }, { good: true }];
    expect(judge('message.good', messages, { severity: 'warning' }).status).toBe('warned');
    expect(judge('message.good', messages, { tolerate: 0.25 })).toMatchObject({
      status: 'passed',
      reason: '1 of 4 messages: 25 % violate it, 25 % are tolerated',
    });
    expect(judge('message.good', messages, { tolerate: 0.24 }).status).toBe('failed');
  });

  it('keeps five findings and counts the rest', () => {
    const check = judge(
      'message.good',
      Array.from({ length: 9 }, () => ({})),
    );
    expect(check.violations).toBe(9);
    expect(check.findings).toHaveLength(5);
  });

  it.each([
    ['count >= 10', { count: 10 }, { count: 9 }],
    ['status == "OK"', {}, { status: 'UNKNOWN' }],
    ['trailers["x-sum"] == "9"', {}, { trailers: { 'x-sum': '8' } }],
    ['trailers["x-sum"] == "9"', {}, { trailers: {} }],
  ])('%s judges the end of the call', (expression, good, bad) => {
    const rules = compileRules([parseRule(`r: ${expression}`)], plant, NO_ANNOTATIONS);
    expect(rules.examinesMessages).toBe(false);
    expect(rules.end({ ...OVER, ...good })[0]).toMatchObject({ status: 'passed', examined: 1 });
    expect(rules.end({ ...OVER, ...bad })[0]).toMatchObject({ status: 'failed', violations: 1 });
  });

  it('names the rules a message violates', () => {
    const specs = [parseRule('a: message.good'), parseRule('b: message.seq > 3'), parseRule('c: message.seq < 3')];
    const rules = compileRules(specs, plant, NO_ANNOTATIONS);
    expect(rules.message(seen(0, { good: true, seq: 5 }))).toEqual(['c']);
    expect(rules.message(seen(1, { seq: 3 }))).toEqual(['a', 'b', 'c']);
  });

  const wrong: readonly (readonly [rule: string, words: RegExp])[] = [
    ['r: message.vlaue > 0', /--rule: rule r: plant.Reading has no field "vlaue" at column 9.*did you mean value\?/],
    ['r: message.value = 4.0', /at column 15, "= 4\.0".*CEL compares with ==/],
    [
      'r: mesage.value > 0',
      /there is no variable "mesage" at column 1.*did you mean message\? there are message, previous, first, index, gapMs, elapsedMs, count, status, trailers\)/,
    ],
    ['r: message.value >', /unexpected token.* at its end/i],
    ['r: message.value + 1.0', /is of type double, and a condition is true or false/],
    ['r: message.maybe', /known only at run time/],
    ['r: message.name > 4', /no such overload: string > int/],
    ['r: message.count == message.count + 1', /uint \+ int.*write 1u beside a uint/],
    ['r: message.state == State.RUNING', /no such key: RUNING/i],
    ['r: has(message.vlaue)', /has no field "vlaue"/],
    ['r: message.parts.all(p, has(p.vlaue))', /has no field "vlaue"/],
    ['r: 1 < 2', /looks at nothing that comes/],
    ['r: count > 3 && message.good', /mixes messages with the end of the call/],
    ['r: message.constructor > 1.0', /has no field "constructor"|no such key/i],
    ['r: message.__proto__ == null', /has no field "__proto__"|no such key/i],
  ];
  it.each(wrong)('refuses %s', (rule, words) => {
    let failure: unknown;
    try {
      compileRules([parseRule(rule)], plant, NO_ANNOTATIONS);
    } catch (thrown) {
      failure = thrown;
    }
    expect(failure).toMatchObject({ code: 'usage', exitCode: 2 });
    const { message, hint } = failure as { message: string; hint: string | null };
    expect(`${message} (${hint ?? ''})`).toMatch(words);
  });

  it('lets a macro have a variable of the name of one of ours', () => {
    expect(judge('message.numbers.all(count, count > 0)', [{ numbers: [1] }]).status).toBe('passed');
  });

  it('refuses two rules of one name, and a tolerance at the end of the call', () => {
    const twice = [parseRule('a: message.good'), parseRule('a: count > 1')];
    expect(() => compileRules(twice, plant, NO_ANNOTATIONS)).toThrow(/two rules named a/);
    expect(() => judge('count > 1', [], { tolerate: 0.1 })).toThrow(/no share of it/);
  });

  it('compares messages by their fields', () => {
    expect(judge('message == previous', [{ seq: 1 }, { seq: 1 }]).status).toBe('passed');
    expect(judge('message == previous', [{ seq: 1 }, { seq: 2 }]).status).toBe('failed');
    expect(judge('message != previous', [{ seq: 1 }, { seq: 2 }]).status).toBe('passed');
    expect(judge('message.inner == first.inner', [{ inner: { seq: 1 } }, { inner: { seq: 2 } }]).violations).toBe(1);
  });
});

describe('compileUntil', () => {
  it('holds at the message it describes', () => {
    const until = compileUntil('message.seq >= 2', plant);
    expect([0, 1, 2].map((seq, index) => until(seen(index, { seq })))).toEqual([false, false, true]);
  });

  it('never holds at message 0 where it looks at the one before, nor where it cannot be evaluated', () => {
    expect(compileUntil('gapMs < 1000', plant)(seen(0))).toBe(false);
    expect(compileUntil('message.labels["a"] == 1', plant)(seen(0))).toBe(false);
  });

  it('refuses what does not look at messages', () => {
    expect(() => compileUntil('count > 3', plant)).toThrow(/looks at nothing that comes/);
  });
});
