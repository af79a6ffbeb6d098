import { describe, expect, it } from 'vitest';
import { serverPart, serverRows } from '../../src/report/server-part.ts';
import { styleOf } from '../../src/report/style.ts';
import { passed, reached, refused } from '../support/result-samples.ts';

const style = styleOf({ colour: false, width: 80 });

describe('serverPart', () => {
  it('has what the server said of itself', () => {
    expect(serverPart(reached, style)).toEqual([
      [
        'server',
        '  health      NOT_SERVING (1.25 ms)',
        '  layout      healthy, version 4.2, status fine (/a.B/CheckHealth, 2.00 ms)',
        '  reflection  v1, 2 services: a.B, grpc.health.v1.Health',
      ].join('\n'),
    ]);
  });

  it('is for connect alone, and for servers that were asked', () => {
    expect(serverPart(passed, style)).toEqual([]);
    expect(serverPart(refused, style)).toEqual([]);
    const { http2 } = reached.server ?? {};
    expect(serverPart({ ...reached, server: http2 ? { http2 } : null }, style)).toEqual([]);
  });

  it('escapes names and words of a peer', () => {
    const server = {
      serving: [{ service: 'a\u001bB', status: 'x\u0007', ms: 1 }],
      services: ['\u202e'],
      reflection: 'v1' as const,
    };
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    expect(serverPart({ ...reached, server }, style).join('\n')).not.toMatch(/[\u001b\u0007\u202e]/);
  });
});

describe('serverRows', () => {
  it('say what is not there, and what does not say', () => {
    const layoutHealth = { method: '/a.B/C', healthy: null, version: '', status: null, ms: 1 };
    expect(serverRows({ layoutHealth, reflection: null, services: null })).toEqual([
      ['layout', 'answered (/a.B/C, 1.00 ms)'],
      ['reflection', 'no list of services'],
    ]);
    const unhealthy = { ...layoutHealth, healthy: false, status: 'no disk' };
    expect(serverRows({ layoutHealth: unhealthy, reflection: 'v1alpha', services: [] })).toEqual([
      ['layout', 'NOT HEALTHY, status no disk (/a.B/C, 1.00 ms)'],
      ['reflection', 'v1alpha, 0 services'],
    ]);
    expect(serverRows({ layoutHealth: null })).toEqual([]);
  });
});
