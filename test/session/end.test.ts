import { describe, expect, it } from 'vitest';
import { errorStatus, GrpcError } from '../../src/serve/errors.ts';
import type { SessionEnd } from '../../src/session/end.ts';
import { HALF_CLOSE, REPLACED, SHUTDOWN, cancelled, silent, tooManyErrors, unreadable } from '../../src/session/end.ts';

const ENDS: readonly (readonly [SessionEnd, cause: string, status: string | null])[] = [
  [HALF_CLOSE, 'half-close', null],
  [SHUTDOWN, 'shutdown', null],
  [REPLACED, 'replaced', 'ABORTED'],
  [silent(2.5), 'silent', 'DEADLINE_EXCEEDED'],
  [tooManyErrors(3, new Error('x')), 'errors', 'INTERNAL'],
  [tooManyErrors(3, new GrpcError(5, 'x')), 'errors', 'NOT_FOUND'],
  [unreadable(new GrpcError(3, 'x')), 'errors', 'INVALID_ARGUMENT'],
  [unreadable('x'), 'errors', 'INTERNAL'],
  [cancelled('why'), 'cancelled', 'CANCELLED'],
];

describe('the ends of a stream', () => {
  it.each(ENDS)('%j', (end, cause, status) => {
    expect(end.cause).toBe(cause);
    expect(end.error === null ? null : errorStatus(end.error).name).toBe(status);
  });
});
