import { describe, expect, it } from 'vitest';
import { SparseCounts } from '../../../src/measure/sparse.ts';
import { accountTrailers, readAccount } from '../../../src/session/v1/account.ts';

const counts = { messages: 10, commands: 5, acknowledged: 4, pings: 3 };

describe('the account of a server', () => {
  it('is read back from its trailers', () => {
    const roundTrips = new SparseCounts();
    roundTrips.add(1.5);
    const trailers = accountTrailers(counts, roundTrips);
    expect(readAccount(Object.entries(trailers) as [string, string][])).toEqual({ ...counts, roundTrips: [[1500, 1]] });
  });

  it('is none where a part is missing or no number', () => {
    const full = Object.entries(accountTrailers(counts, new SparseCounts())) as [string, string][];
    expect(readAccount([])).toBeNull();
    expect(readAccount(full.filter(([key]) => key !== 'x-session-pings'))).toBeNull();
    expect(readAccount(full.map(([key, value]) => [key, key === 'x-session-commands' ? '-1' : value]))).toBeNull();
  });

  it('has no round trips where they cannot be read', () => {
    const trailers = Object.entries(accountTrailers(counts, new SparseCounts())) as [string, string][];
    const odd = trailers.map(([key, value]) => [key, key === 'x-session-round-trips' ? '?' : value] as const);
    expect(readAccount(odd)).toEqual({ ...counts, roundTrips: [] });
  });
});
