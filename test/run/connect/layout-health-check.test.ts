import { describe, expect, it } from 'vitest';
import { checkLayoutHealth } from '../../../src/run/connect/layout-health-check.ts';
import { GARBLED, read, refused, reply } from '../../support/connect-plan.ts';

const says = (healthy: boolean | null, status: string | null = null) =>
  reply(read({ healthy, version: null, status }), '/d.S/CheckHealth');

describe('connect.layout-health', () => {
  it('passes for a server that calls itself healthy', () => {
    expect(checkLayoutHealth(says(true), ['d'])).toMatchObject({ status: 'passed', examined: 1 });
  });

  it.each([
    [null, 'the server calls itself not healthy'],
    ['no\nsource', 'the server calls itself not healthy, status no\\nsource'],
  ])('fails for one that does not, status %j', (status, message) => {
    expect(checkLayoutHealth(says(false, status), ['d'])).toMatchObject({ status: 'failed', findings: [{ message }] });
  });

  it.each([
    ['the layout has no such method', null, 'the layout a or b has no health method'],
    ['the answer does not say', says(null), /no field that says/],
    [
      'the server does not have it',
      reply(refused('UNIMPLEMENTED'), '/d.S/CheckHealth'),
      /implement \/d\.S\/CheckHealth/,
    ],
  ])('is skipped where %s', (_, answer, reason) => {
    const check = checkLayoutHealth(answer, ['a', 'b']);
    expect(check.status).toBe('skipped');
    expect(check.reason).toMatch(reason);
  });

  it('fails for bytes that are no answer', () => {
    expect(checkLayoutHealth(reply(GARBLED), ['d'])).toMatchObject({ status: 'failed' });
  });
});
