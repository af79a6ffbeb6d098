import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock.ts';
import { loadLayout } from '../../../src/frame/layout.ts';
import { inquire } from '../../../src/run/connect/inquiry.ts';
import type { ConnectPlan } from '../../../src/run/connect/plan.ts';
import { connectPlan } from '../../support/connect-plan.ts';
import { connectServer } from '../../support/connect-server.ts';
import type { ConnectServerOptions } from '../../support/connect-server.ts';
import { connectTo } from '../../support/wire-client.ts';
import { grpcMessage, rawPeer } from '../../support/wire-raw-peer.ts';

async function asked(
  server: ConnectServerOptions,
  changes: Partial<ConnectPlan> = {},
  client: 'wire' | 'grpc-js' = 'wire',
) {
  const running = await connectServer(server);
  const connection = await connectTo(running.port, { client });
  try {
    return await inquire(connection, connectPlan(`127.0.0.1:${running.port}`, changes), systemClock);
  } finally {
    await connection.close();
    running.close();
  }
}

describe('inquire', () => {
  it.each(['wire', 'grpc-js'] as const)(
    'asks for health, layout and services through the %s client',
    async (client) => {
      const found = await asked(
        {
          health: { '': 'SERVING', 'a.B': 'NOT_SERVING' },
          layoutHealth: { healthy: true, version: '4.2', status: 'fine' },
          reflects: 'datastream',
        },
        { services: ['a.B', 'x.Y'] },
        client,
      );
      expect(found.health).toMatchObject([
        { service: '', answer: { kind: 'read', value: 'SERVING' } },
        { service: 'a.B', answer: { kind: 'read', value: 'NOT_SERVING' } },
        { service: 'x.Y', answer: { kind: 'refused', status: { name: 'NOT_FOUND' } } },
      ]);
      expect(found.layoutHealth?.answer).toEqual({
        kind: 'read',
        value: { healthy: true, version: '4.2', status: 'fine' },
      });
      expect(found.reflection.answer).toMatchObject({
        kind: 'read',
        value: { sightings: [{ kind: 'server_streaming' }, { kind: 'absent' }] },
      });
    },
  );

  it('is told by a bare server that it has none of it', async () => {
    const found = await asked({});
    const answers = [found.health[0].answer, found.layoutHealth?.answer, found.reflection.answer];
    for (const answer of answers) expect(answer).toMatchObject({ kind: 'refused', status: { name: 'UNIMPLEMENTED' } });
  });

  it('asks no layout that has no health method', async () => {
    expect((await asked({}, { layouts: [loadLayout('pandadatastream')] })).layoutHealth).toBeNull();
  });

  it('waits once for a server that answers nothing, and believes no nonsense', async () => {
    const silent = await rawPeer(() => undefined);
    const nonsense = await rawPeer((s) => s.send(s.headers(), s.data(grpcMessage(Uint8Array.of(0))), s.trailers()));
    for (const [peer, kind] of [
      [silent, 'broken'],
      [nonsense, 'garbled'],
    ] as const) {
      const connection = await connectTo(peer.port);
      const plan = connectPlan(`127.0.0.1:${peer.port}`, { questionMs: 200, metadata: [['x-token', 'secret']] });
      const found = await inquire(connection, plan, systemClock);
      expect([found.health[0].answer.kind, found.layoutHealth?.answer.kind]).toEqual([kind, kind]);
      expect(JSON.stringify(found)).not.toContain('secret');
      await connection.close();
      await peer.close();
    }
  });
});
