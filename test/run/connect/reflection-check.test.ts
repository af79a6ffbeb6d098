import { describe, expect, it } from 'vitest';
import { checkReflection } from '../../../src/run/connect/reflection-check.ts';
import { GARBLED, listing, read, refused, reply } from '../../support/connect-plan.ts';

describe('connect.reflection', () => {
  it('passes where services are listed', () => {
    expect(checkReflection(reply(read(listing([]))))).toMatchObject({ rule: 'connect.reflection', status: 'passed' });
  });

  it('is skipped where there is none', () => {
    expect(checkReflection(reply(refused('UNIMPLEMENTED')))).toMatchObject({ status: 'skipped', examined: 0 });
  });

  it.each([GARBLED, refused('INTERNAL', 'oops')])('fails where it does not work: %j', (answer) => {
    expect(checkReflection(reply(answer))).toMatchObject({ status: 'failed', violations: 1 });
  });
});
