import { describe, expect, it } from 'vitest';
import { CERTS } from '../../../src/cli/options/certs.ts';

describe('the options of certs', () => {
  it('are good for this machine unless told otherwise', () => {
    expect(CERTS.host.show?.(CERTS.host.fallback)).toBe('localhost, 127.0.0.1, ::1');
    expect([CERTS.out.fallback, CERTS.days.fallback, CERTS.force.fallback]).toEqual(['certs', 30, false]);
  });

  it('--days is positive, and no longer than clients put up with', () => {
    expect(['0', '-1', '1', '825', '826', '1.5'].map(CERTS.days.parse)).toEqual([
      undefined,
      undefined,
      1,
      825,
      undefined,
      undefined,
    ]);
  });

  it('--client-name has 1 to 64 characters, none of them for control', () => {
    expect(['Jane Doe', ' ', 'a\nb', 'a'.repeat(65)].map(CERTS.clientName.parse)).toEqual([
      'Jane Doe',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('--host takes names and addresses', () => {
    expect(CERTS.host.parse('[::1]')).toEqual({ type: 'ip', value: '::1' });
    expect(CERTS.host.parse('das:50051')).toBeUndefined();
  });
});
