import { describe, expect, it } from 'vitest';
import { serverInfo } from '../../../src/run/connect/server-info.ts';
import { BROKEN, GARBLED, health, inquiry, read, refused, reply } from '../../support/connect-plan.ts';

describe('serverInfo', () => {
  it('has what the server said', () => {
    expect(serverInfo(inquiry({ health: [health(read('SERVING')), health(refused('NOT_FOUND'), 'x.Y')] }))).toEqual({
      version: '4.2',
      health: 'SERVING',
      serving: [
        { service: '', status: 'SERVING', ms: 1.5 },
        { service: 'x.Y', status: 'NOT_FOUND', ms: 1.5 },
      ],
      layoutHealth: {
        method: '/datastream.DataStreamService/CheckHealth',
        healthy: true,
        version: '4.2',
        status: 'SERVING',
        ms: 1.5,
      },
      reflection: 'v1',
      services: ['a.B'],
    });
  });

  it('has nothing the server did not say', () => {
    const asked = inquiry({
      health: [health(GARBLED)],
      layoutHealth: reply(refused('UNIMPLEMENTED')),
      reflection: reply(BROKEN),
    });
    expect(serverInfo(asked)).toEqual({
      health: 'garbled',
      serving: [{ service: '', status: 'garbled', ms: 1.5 }],
      layoutHealth: null,
      reflection: null,
      services: null,
    });
    expect(serverInfo(inquiry({ layoutHealth: null })).layoutHealth).toBeNull();
    expect(serverInfo(inquiry({ health: [health(BROKEN)] })).health).toBe('no answer');
  });
});
