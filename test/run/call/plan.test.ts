import { describe, expect, it } from 'vitest';
import { answersStream, kindOf, sendsStream } from '../../../src/run/call/plan.ts';
import { findMethod } from '../../../src/schema/registry.ts';
import { PROBE } from '../../support/probe.ts';

describe('the kind of a method', () => {
  it.each([
    ['Echo', 'unary', false, false],
    ['Count', 'server-stream', false, true],
    ['Sum', 'client-stream', true, false],
    ['Chat', 'bidi-stream', true, true],
  ] as const)('of %s is %s', (name, kind, sends, answers) => {
    expect(kindOf(findMethod(PROBE, `probe.v1.Probe/${name}`))).toBe(kind);
    expect(sendsStream(kind)).toBe(sends);
    expect(answersStream(kind)).toBe(answers);
  });
});
