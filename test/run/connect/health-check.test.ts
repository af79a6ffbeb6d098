import { describe, expect, it } from 'vitest';
import { checkHealth } from '../../../src/run/connect/health-check.ts';
import { BROKEN, FOREIGN, health, read, refused } from '../../support/connect-plan.ts';

describe('connect.health', () => {
  it('passes for a server that serves, and its services too', () => {
    const check = checkHealth([health(read('SERVING')), health(read('SERVING'), 'a.B')]);
    expect(check).toMatchObject({ rule: 'connect.health', status: 'passed', examined: 2, violations: 0 });
  });

  it.each(['NOT_SERVING', 'UNKNOWN', 'SERVICE_UNKNOWN', '9'])('fails for %s', (status) => {
    const check = checkHealth([health(read(status))]);
    expect(check).toMatchObject({
      status: 'failed',
      findings: [{ message: `the server is ${status}`, actual: status }],
    });
  });

  it('fails for a service that does not serve, though the whole does', () => {
    const check = checkHealth([health(read('SERVING')), health(read('NOT_SERVING'), 'a.B')]);
    expect(check).toMatchObject({ status: 'failed', examined: 2, violations: 1 });
    expect(check.findings[0]?.message).toBe('the service a.B is NOT_SERVING');
  });

  it('fails for a service the server does not know, with control characters escaped', () => {
    const check = checkHealth([health(read('SERVING')), health(refused('NOT_FOUND'), 'a\u001bB')]);
    expect(check).toMatchObject({ status: 'failed' });
    expect(check.findings[0]?.message).toBe('the server does not know the service a\\u001bB (NOT_FOUND)');
  });

  it.each([
    ['a server without health', refused('UNIMPLEMENTED'), /does not implement/],
    ['one that answers HTTP 404', FOREIGN, /does not implement/],
    ['one that says nothing of the whole', refused('NOT_FOUND'), /name a service with --service/],
    ['a question that was not answered', BROKEN, /was not answered/],
  ])('is skipped for %s', (_, answer, reason) => {
    const check = checkHealth([health(answer)]);
    expect(check).toMatchObject({ status: 'skipped', examined: 0 });
    expect(check.reason).toMatch(reason);
  });

  it('fails where the user named a service and the server has no health: the question was his', () => {
    const check = checkHealth([health(refused('UNIMPLEMENTED')), health(refused('UNIMPLEMENTED'), 'a.B')]);
    expect(check).toMatchObject({ status: 'failed', examined: 1, findings: [{ actual: 'unknown' }] });
    expect(check.reason).toMatch(/does not implement/);
    expect(checkHealth([health(read('SERVING')), health(BROKEN, 'a.B')])).toMatchObject({ status: 'passed' });
  });

  it('fails for a server that gives no answer at the moment', () => {
    const check = checkHealth([health(refused('UNAVAILABLE', 'upstream'))]);
    expect(check.findings[0]?.message).toBe('/grpc.health.v1.Health/Check is answered with UNAVAILABLE: upstream');
  });
});
