import { describe, expect, it } from 'vitest';
import { hasCentrifugo, startCentrifugo } from '../support/centrifugo.ts';
import { sessionRig } from '../support/session-rig.ts';
import { until } from '../support/until.ts';

describe.skipIf(!hasCentrifugo)('publishing to a real Centrifugo server (needs centrifugo)', () => {
  it('reaches a subscriber on the channels as named; a wrong key and an unknown channel are our mistakes', async () => {
    const centrifugo = await startCentrifugo('secret');
    const channels = ['event', 'heartbeat', 'command_ack', 'command_configure'].map((field) => `grpc#a#${field}`);
    const subscriber = await centrifugo.subscribe(channels);
    const rig = await sessionRig({ centrifugo: { url: centrifugo.url, apiKey: 'secret' } });
    try {
      const client = await rig.client().hello('a', rig.service);
      client.send({ event: { name: 'door', attributes: { state: 'open' } } });
      const done = rig.service.executeCommandSync('a', { commandId: '7', configure: { settings: { gain: '2' } } });
      await until(() => client.ids.length === 1);
      client.acknowledge('7');
      await done;
      await until(() => subscriber.got.length === 4);
      const data = new Map(subscriber.got.map((each) => [each.channel, each.data]));
      expect(data.get('grpc#a#event')).toEqual({
        clientId: '',
        event: { name: 'door', attributes: { state: 'open' } },
      });
      expect(data.get('grpc#a#command_configure')).toEqual({ commandId: '7', configure: { settings: { gain: '2' } } });
      expect([...data.keys()].toSorted()).toEqual(channels.toSorted());
      expect(rig.service.statistics().publisher).toMatchObject({ published: 4, failed: 0, refused: 0 });

      for (const [options, words] of [
        [{ centrifugo: { url: centrifugo.url, apiKey: 'wrong' } }, 'HTTP 401'],
        [
          { centrifugo: { url: centrifugo.url, apiKey: 'secret' }, config: { publishPrefix: 'nowhere:x' } },
          'HTTP 404 102 unknown channel',
        ],
      ] as const) {
        const other = await sessionRig(options);
        const sender = await other.client().hello('a', other.service);
        for (let i = 0; i < 20; i += 1) sender.send({ event: { name: 'x' } });
        await until(() => other.service.statistics().publisher?.refused === 21);
        expect(other.processed).toHaveLength(20);
        expect(other.service.statistics().publisher).toMatchObject({ published: 0, failed: 0, lastError: words });
        expect(other.service.statistics().breaker?.state).toBe('closed');
        await other.stop();
      }

      await centrifugo.stop();
      for (let i = 0; i < 20; i += 1) client.send({ event: { name: 'x' } });
      await until(() => rig.service.statistics().breaker?.state === 'open');
      expect(rig.service.statistics().publisher).toMatchObject({ failed: 5, lastError: 'ECONNREFUSED' });
      expect(client.status).toBeNull();
    } finally {
      subscriber.stop();
      await rig.stop();
      await centrifugo.stop();
    }
  });
});
