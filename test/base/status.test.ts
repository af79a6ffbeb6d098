import { describe, expect, it } from 'vitest';
import { Status, callStatus, parseStatus, statusName, statusWords } from '../../src/base/status.ts';

describe('gRPC statuses', () => {
  it('number the 17 codes as the protocol does', () => {
    expect(Object.keys(Status)).toHaveLength(17);
    expect([Status.OK, Status.NOT_FOUND, Status.UNIMPLEMENTED, Status.UNAUTHENTICATED]).toEqual([0, 5, 12, 16]);
  });

  it('name a code, and call an illegal one UNKNOWN', () => {
    expect([statusName(14), statusName(99), statusName(Number.NaN)]).toEqual(['UNAVAILABLE', 'UNKNOWN', 'UNKNOWN']);
  });

  it('are read by name in any case or by number', () => {
    expect(['not_found', ' 5 ', 'OK', '17', '', 'NOPE', '-1'].map(parseStatus)).toEqual([
      5,
      5,
      0,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('carry their evidence', () => {
    expect(callStatus(2, 'no status', 'framing', { reason: 'bad-status', raw: 'abc' })).toEqual({
      code: 2,
      name: 'UNKNOWN',
      message: 'no status',
      origin: 'framing',
      reason: 'bad-status',
      raw: 'abc',
    });
  });
});

describe('statusWords', () => {
  it('leave out a message that says no more than the name', () => {
    expect(statusWords({ name: 'NOT_FOUND', message: 'no job' })).toBe('NOT_FOUND: no job');
    expect(statusWords({ name: 'NOT_FOUND', message: '' })).toBe('NOT_FOUND');
    expect(statusWords({ name: 'NOT_FOUND', message: 'NOT_FOUND' })).toBe('NOT_FOUND');
  });
});
