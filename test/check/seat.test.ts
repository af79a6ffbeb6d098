import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/base/result.ts';
import type { Rule } from '../../src/check/rule.ts';
import { concludeSeat, countSeats, seatRule } from '../../src/check/seat.ts';
import type { SeatOptions } from '../../src/check/seat.ts';
import { Shared } from '../../src/check/shared.ts';
import { CALL_EXPECTATION as expectation } from '../support/check-calls.ts';

const rule: Rule = {
  id: 'stream.sample',
  family: 'stream',
  severity: 'error',
  unit: 'messages',
  summary: 'A sample.',
  start: ({ tally }) => ({
    message: () => {
      tally.examine();
      tally.violate(0, () => ({ stream: 0, expected: 'a', actual: 'b', message: 'c' }));
    },
    skipped: () => 'nothing was looked at',
  }),
};

function seat(more: Partial<SeatOptions> = {}) {
  const shared = new Shared(0, 0, expectation);
  return seatRule(rule, { stream: 0, expectation, shared, severities: new Map(), tolerances: new Map(), ...more });
}

describe('a rule at work', () => {
  it('has its own severity, or the one the user gives it', () => {
    const own = seat();
    const softened = seat({ severities: new Map([[rule.id, 'warning']]) });
    for (const each of [own, softened]) each.run.message?.();
    expect(concludeSeat(own)).toMatchObject({ status: 'failed', severity: 'error' });
    expect(concludeSeat(softened)).toMatchObject({ status: 'warned', severity: 'warning' });
    expect(countSeats([own, softened, softened])).toEqual({ errors: 1, warnings: 2 });
  });

  it('tells of its findings as it makes them', () => {
    const found: Finding[] = [];
    const told = seat({ onFinding: (finding) => found.push(finding) });
    told.run.message?.();
    expect(found).toHaveLength(1);
  });

  it('says why it examined nothing, whoever knows better first', () => {
    expect(concludeSeat(seat())).toMatchObject({ status: 'skipped', reason: 'nothing was looked at' });
    expect(concludeSeat(seat(), () => 'no frame came')).toMatchObject({ reason: 'no frame came' });
  });
});
