import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../src/base/failure.ts';
import { DIAL_CAUSES, Failure, usage } from '../../src/base/failure.ts';

describe('Failure', () => {
  it.each([
    ['usage', 2],
    ['config', 2],
    ['file', 2],
    ['focus-unreachable', 3],
    ['focus-nonsense', 3],
    ['job-not-found', 4],
    ['job-not-ready', 4],
    ['job-refused', 4],
    ['stream-broken', 4],
    ['stalled', 4],
    ['interrupted', 130],
    ['terminated', 143],
    ['internal', 70],
  ] as [FailureCode, number][])('%s exits with %i', (code, exitCode) => {
    expect(new Failure(code, 'x').exitCode).toBe(exitCode);
  });

  it('exits with 3 for every cause of a failed dial', () => {
    expect(DIAL_CAUSES.map((cause) => new Failure(cause, 'x').exitCode)).toEqual(DIAL_CAUSES.map(() => 3));
  });

  it('stays itself, and makes anything else thrown a bug of ours with its cause', () => {
    const failure = usage('wrong', 'right');
    expect(Failure.from(failure)).toBe(failure);
    const bug = new TypeError('x is not a function');
    expect(Failure.from(bug)).toMatchObject({ code: 'internal', exitCode: 70, message: bug.message, cause: bug });
    expect(Failure.from('text')).toMatchObject({ code: 'internal', message: 'text' });
  });

  it('has a hint, or null', () => {
    expect([usage('a').hint, usage('a', 'b').hint]).toEqual([null, 'b']);
  });
});
