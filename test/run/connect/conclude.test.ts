import { describe, expect, it } from 'vitest';
import {
  CONNECT_RULES,
  conclude,
  judgeUnread,
  skipped,
  violated,
  withSeverity,
} from '../../../src/run/connect/conclude.ts';
import { BROKEN, FOREIGN, GARBLED, refused } from '../../support/connect-plan.ts';

const finding = { expected: 'a', actual: 'b', message: 'c' };

describe('conclude', () => {
  it.each([
    ['passed', 'error', { examined: 1, findings: [] }],
    ['skipped', 'error', skipped('no reason')],
    ['failed', 'error', violated(finding)],
    ['warned', 'warning', violated(finding)],
  ] as const)('ends %s', (status, severity, judged) => {
    expect(conclude('grpc', severity, judged)).toMatchObject({
      rule: 'connect.grpc',
      family: 'connect',
      status,
      severity,
    });
  });

  it('keeps five findings and counts them all', () => {
    const { findings, violations } = conclude('grpc', 'error', {
      examined: 9,
      findings: Array.from({ length: 7 }, () => finding),
    });
    expect([findings.length, violations]).toEqual([5, 7]);
  });
});

describe('withSeverity', () => {
  const bad = conclude('method', 'warning', violated(finding));
  const good = conclude('method', 'warning', { examined: 1, findings: [] });

  it('makes a check count as the user says', () => {
    expect(withSeverity(bad, new Map())).toBe(bad);
    expect(withSeverity(bad, new Map([['connect.method', 'error']]))).toMatchObject({
      status: 'failed',
      severity: 'error',
    });
    expect(withSeverity(good, new Map([['connect.method', 'error']]))).toMatchObject({
      status: 'passed',
      severity: 'error',
    });
    const unasked = conclude('health', 'error', skipped('no reason'));
    expect(withSeverity(unasked, new Map([['connect.health', 'warning']]))).toMatchObject({ status: 'skipped' });
  });

  it('switches one off, which is told', () => {
    expect(withSeverity(bad, new Map([['connect.method', 'off']]))).toMatchObject({
      rule: 'connect.method',
      status: 'skipped',
      reason: 'switched off (--severity)',
      violations: 0,
    });
  });

  it('knows every check, and one that is never off', () => {
    expect(CONNECT_RULES).toHaveLength(6);
    expect(CONNECT_RULES.filter(({ always }) => always).map(({ id }) => id)).toEqual(['connect.grpc']);
  });
});

describe('judgeUnread', () => {
  it.each([
    ['nothing that came', BROKEN, '/a.B/C was not answered'],
    ['HTTP 404', FOREIGN, 'the server does not implement /a.B/C (it answers HTTP 404)'],
    ['a method that is not there', refused('UNIMPLEMENTED', 'no'), 'the server does not implement /a.B/C'],
    [
      'a caller it does not know',
      refused('UNAUTHENTICATED', 'who?'),
      /none but those it knows \(UNAUTHENTICATED: who\?\).*-H/,
    ],
    ['a caller it does not let', refused('PERMISSION_DENIED'), /\(PERMISSION_DENIED\)/],
  ])('skips for %s', (_, answer, reason) => {
    const judged = judgeUnread(answer as typeof BROKEN & { kind: 'broken' }, '/a.B/C', 'x');
    expect(judged).toMatchObject({ examined: 0, findings: [] });
    expect(judged.reason).toMatch(reason);
  });

  it.each([
    ['nonsense', GARBLED, 'byte 0: nonsense'],
    ['any other status', refused('UNAVAILABLE', 'down'), 'UNAVAILABLE: down'],
  ])('finds %s', (_, answer, actual) => {
    const judged = judgeUnread(answer as typeof GARBLED & { kind: 'garbled' }, '/a.B/C', 'x');
    expect(judged).toMatchObject({ examined: 1, findings: [{ expected: 'x', actual }] });
  });
});
