import { afterEach, describe, expect, it } from 'vitest';
import { startStatsServer } from '../../../src/session/server/stats-server.ts';
import type { RunningStatsServer } from '../../../src/session/server/stats-server.ts';
import { sampleStatistics } from '../../support/session-statistics.ts';

let server: RunningStatsServer;
afterEach(() => server.close());

describe('startStatsServer', () => {
  it('gives JSON and the text of Prometheus, and says what there is', async () => {
    server = await startStatsServer(() => sampleStatistics(), '127.0.0.1', 0);
    const get = (path: string, method = 'GET') => fetch(`http://${server.address}${path}`, { method });
    const json = await get('/stats?x=1');
    expect(json.headers.get('content-type')).toBe('application/json');
    expect(await json.json()).toEqual(sampleStatistics());
    const metrics = await get('/metrics');
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await metrics.text()).toContain('session_connections 2');
    const none = await get('/nothing');
    expect([none.status, await none.text()]).toEqual([404, 'there are /stats and /metrics\n']);
    const head = await get('/stats', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('names its option when it cannot listen', async () => {
    server = await startStatsServer(() => sampleStatistics(), '127.0.0.1', 0);
    const port = Number(server.address.split(':')[1]);
    await expect(startStatsServer(() => sampleStatistics(), '127.0.0.1', port)).rejects.toMatchObject({
      hint: expect.stringContaining('--stats-port') as string,
    });
  });
});
