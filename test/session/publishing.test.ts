import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { createSessionConfig } from '../../src/session/config.ts';
import { createPublisher } from '../../src/session/publishing.ts';
import type { CentrifugoStub } from '../support/centrifugo-stub.ts';
import { centrifugoStub } from '../support/centrifugo-stub.ts';
import type { Rig } from '../support/session-rig.ts';
import { sessionRig } from '../support/session-rig.ts';
import { until } from '../support/until.ts';
import { WoundClock } from '../support/wound-clock.ts';

describe('createPublisher', () => {
  const server = { url: 'http://127.0.0.1:1' };

  it('makes none with publishing off, or without a server', () => {
    expect(createPublisher(createSessionConfig({ publish: false }), server, systemClock)).toBeNull();
    expect(createPublisher(createSessionConfig(), undefined, systemClock)).toBeNull();
  });

  it('gives it a breaker unless that is off', () => {
    const breaker = (on: boolean) =>
      createPublisher(createSessionConfig({ circuitBreaker: on }), server, systemClock)?.statistics().breaker;
    expect(breaker(true)?.state).toBe('closed');
    expect(breaker(false)).toBeNull();
  });
});

describe('a service that publishes', () => {
  let stub: CentrifugoStub;
  let rig: Rig;
  const clock = new WoundClock();

  afterEach(async () => {
    const stopped = rig.stop();
    // What waits to be published has its second on a clock that has to be wound.
    const winding = setInterval(() => void clock.wind(1000), 5);
    await stopped;
    clearInterval(winding);
    await stub.stop();
  });

  it('publishes messages and commands on their channels, the data as they are', async () => {
    stub = await centrifugoStub();
    rig = await sessionRig({ centrifugo: { url: stub.url }, config: { publishPrefix: 'das', pingInterval: 1 }, clock });
    const client = await rig.client().hello('a', rig.service);
    client.send({ event: { name: 'x', attributes: { k: 'v' } } });
    client.acknowledge('7');
    client.send({ clientId: 'somebody' });
    await rig.service.sendToClient('a', { commandId: '1', requestStatus: {} });
    await until(() => stub.got.length === 5);
    await clock.wind(1000);
    await until(() => stub.got.length === 6);
    expect(stub.got.map(({ body }) => body.channel)).toEqual(
      expect.arrayContaining([
        'das#a#heartbeat',
        'das#a#event',
        'das#a#command_ack',
        'das#a#client_id',
        'das#a#command_request_status',
        'das#a#command_ping',
      ]),
    );
    const event = stub.got.find(({ body }) => body.channel === 'das#a#event');
    expect(event?.body.data).toEqual({ clientId: '', event: { name: 'x', attributes: { k: 'v' } } });
  });

  it.each([
    ['messages', { publishCommands: false }, ['grpc#a#heartbeat']],
    ['commands', { publishMessages: false }, ['grpc#a#command_start']],
  ])('publishes only %s when told so', async (_, config, channels) => {
    stub = await centrifugoStub();
    rig = await sessionRig({ centrifugo: { url: stub.url }, config, clock });
    const client = await rig.client().hello('a', rig.service);
    await rig.service.sendToClient('a', { commandId: '1', start: {} });
    await until(() => client.ids.length === 1 && stub.got.length >= 1);
    await rig.service.shutdown();
    expect(stub.got.map(({ body }) => body.channel)).toEqual(channels);
  });

  it.each(['internal', 'hang', 'wrong-key', 'unknown-channel'] as const)(
    'goes on at full speed when the server is %s, with nothing that grows',
    async (manner) => {
      stub = await centrifugoStub();
      stub.manner = manner;
      rig = await sessionRig({ centrifugo: { url: stub.url, queueSize: 20 }, clock });
      const client = await rig.client().hello('a', rig.service);
      for (let i = 0; i < 500; i += 1) client.send({ event: { name: 'x' } });
      await until(() => rig.processed.length === 500);
      const { publisher, breaker } = rig.service.statistics();
      expect(publisher?.queued).toBeLessThanOrEqual(20);
      expect(publisher?.published).toBe(0);
      if (manner === 'hang') expect(publisher?.dropped).toBe(480);
      expect(breaker?.state).toBe('closed');
      expect(client.status).toBeNull();
    },
  );

  it('opens and closes its breaker as the server goes and comes back', async () => {
    stub = await centrifugoStub();
    const port = Number(new URL(stub.url).port);
    rig = await sessionRig({ centrifugo: { url: stub.url }, config: { pingStrategy: 'disabled' }, clock });
    const client = await rig.client().hello('a', rig.service);
    await until(() => rig.service.statistics().publisher?.published === 1);
    await stub.stop();
    for (let i = 0; i < 5; i += 1) client.send({ event: { name: 'x' } });
    await until(() => rig.processed.length === 5);
    while (rig.service.statistics().breaker?.state === 'closed') await clock.wind(100);
    expect(rig.service.statistics()).toMatchObject({ publisher: { failed: 5, lastError: 'ECONNREFUSED' } });
    stub = await centrifugoStub(port);
    await clock.wind(60_000);
    for (let i = 1; i <= 2; i += 1) {
      client.send({ event: { name: 'back' } });
      await until(() => rig.service.statistics().publisher?.published === 1 + i);
    }
    expect(rig.service.statistics().breaker).toMatchObject({ state: 'closed', opened: 1 });
  });
});
