import { describe, expect, it } from 'vitest';
import type { Sighting } from '../../../src/run/connect/explore.ts';
import { checkMethod } from '../../../src/run/connect/method-check.ts';
import { BROKEN, GARBLED, listing, read, refused, reply } from '../../support/connect-plan.ts';

const check = (sightings: readonly Sighting[], services: readonly string[] = [], isNamed = false) =>
  checkMethod(reply(read(listing(sightings, services))), isNamed);

describe('connect.method', () => {
  it('passes where one of the methods is there and streams', () => {
    const found = check([
      { path: '/a.B/C', kind: 'absent' },
      { path: '/d.E/F', kind: 'server_streaming' },
    ]);
    expect(found).toMatchObject({ rule: 'connect.method', status: 'passed', examined: 1 });
  });

  it('warns where none is there, and fails where the user named the layout', () => {
    const services = ['grpc.health.v1.Health', 'grpc.reflection.v1.ServerReflection', 'x.Y'];
    const gone = [
      { path: '/a.B/C', kind: 'absent' },
      { path: '/d.E/F', kind: 'absent' },
    ] as const;
    const message = 'the server has no a.B/C or d.E/F: it lists x.Y';
    expect(check(gone, services)).toMatchObject({ status: 'warned', severity: 'warning', findings: [{ message }] });
    expect(check(gone, services, true)).toMatchObject({ status: 'failed', severity: 'error' });
  });

  it('names a few of the services there are', () => {
    const many = Array.from({ length: 8 }, (_, i) => `x.S${i}`);
    const gone = [{ path: '/a.B/C', kind: 'absent' }] as const;
    expect(check(gone, many).findings[0]?.actual).toBe('x.S0, x.S1, x.S2, x.S3, x.S4 and 3 more');
    expect(check(gone, ['grpc.health.v1.Health']).findings[0]?.actual).toBe('no service but health and reflection');
  });

  it('finds a method of another kind', () => {
    expect(check([{ path: '/a.B/C', kind: 'unary' }]).findings[0]?.message).toBe(
      '/a.B/C is unary, not server-streaming',
    );
  });

  it.each([
    ['there is no reflection', reply(refused('UNIMPLEMENTED')), 'unknown, no reflection'],
    ['reflection broke', reply(BROKEN), 'unknown, reflection was not answered'],
    ['reflection is nonsense', reply(GARBLED), 'unknown, reflection cannot be read'],
    [
      'reflection cannot tell',
      reply(read(listing([{ path: '/a.B/C', kind: 'unknown', why: 'it sent nonsense' }]))),
      'unknown, it sent nonsense',
    ],
    ['reflection wants credentials', reply(refused('UNAUTHENTICATED')), 'unknown, reflection is refused'],
  ])('is unknown, and no pass, where %s', (_, answer, reason) => {
    for (const isNamed of [false, true]) {
      const found = checkMethod(answer, isNamed);
      expect(found).toMatchObject({ status: 'skipped', examined: 0, reason });
    }
  });
});
