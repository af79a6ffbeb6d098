import { afterEach, describe, expect, it } from 'vitest';
import type { ServerCommand } from '../../src/session/v1/messages.ts';
import type { Rig, RigOptions } from '../support/session-rig.ts';
import { sessionRig } from '../support/session-rig.ts';
import { until } from '../support/until.ts';
import { WoundClock, settled } from '../support/wound-clock.ts';

let rig: Rig;
const rigs: Rig[] = [];

async function start(options: RigOptions = {}): Promise<void> {
  rig = await sessionRig(options);
  rigs.push(rig);
}

afterEach(async () => {
  for (const each of rigs.splice(0)) await each.stop();
});

const command = (commandId: string): ServerCommand => ({ commandId, configure: { settings: { a: '1' } } });

describe.each([
  ['the registry', false],
  ['a plain grpc-js server', true],
])('BidirectionalStreamingService on %s', (_, plain) => {
  it('knows the client by its first message, and says who is there', async () => {
    await start({ plain });
    expect(rig.service.isClientConnected('a')).toBe(false);
    await rig.client().hello('a', rig.service);
    await rig.client().hello('b', rig.service);
    expect(rig.service.isClientConnected('a')).toBe(true);
    expect(rig.service.getActiveConnections().map(({ clientId }) => clientId)).toEqual(['a', 'b']);
  });

  it('sends commands to the client that is meant, and to nobody else', async () => {
    await start({ plain });
    const a = await rig.client().hello('a', rig.service);
    const b = await rig.client().hello('b', rig.service);
    expect(await rig.service.sendToClient('a', command('1'))).toBe(true);
    expect(await rig.service.sendToClient('c', command('2'))).toBe(false);
    expect(await rig.service.broadcastToAll(command('3'))).toBe(2);
    expect(await rig.service.broadcastToAll(command('4'), ['a', 'z'])).toBe(1);
    await until(() => a.ids.length === 2 && b.ids.length === 2);
    expect(a.ids).toEqual(['1', '3']);
    expect(b.ids).toEqual(['3', '4']);
    expect(a.commands[0]).toEqual({ commandId: '1', configure: { settings: { a: '1' } } });
  });

  it('resolves a command with its acknowledgement, of success and of failure', async () => {
    await start({ plain });
    const a = await rig.client().hello('a', rig.service);
    const done = rig.service.executeCommandSync('a', command('1'));
    const failed = rig.service.executeCommandSync('a', command('2'));
    await until(() => a.ids.length === 2);
    expect(rig.service.statistics().pendingCommands).toBe(2);
    a.acknowledge('2', { success: false, error: 'no such setting' });
    a.acknowledge('1', { message: 'done' });
    expect(await done).toEqual({ commandId: '1', success: true, message: 'done', error: '' });
    expect(await failed).toEqual({ commandId: '2', success: false, message: '', error: 'no such setting' });
    expect(rig.service.statistics()).toMatchObject({ pendingCommands: 0, acknowledgements: 2 });
  });

  it('disconnects a client cleanly, once what waits for it has gone out', async () => {
    await start({ plain });
    const a = await rig.client().hello('a', rig.service);
    const sent = rig.service.sendToClient('a', command('1'));
    expect(rig.service.disconnectClient('a')).toBe(true);
    expect(rig.service.disconnectClient('a')).toBe(false);
    expect(rig.service.isClientConnected('a')).toBe(false);
    expect(await sent).toBe(true);
    expect(await a.ended()).toBe('OK');
    expect(a.ids).toEqual(['1']);
    expect(rig.events).toEqual(['connect a', 'disconnect a: shutdown']);
  });

  it('ends a stream cleanly when the client closes its side', async () => {
    await start({ plain });
    const a = await rig.client().hello('a', rig.service);
    a.send({ event: { name: 'last' } });
    a.call.end();
    expect(await a.ended()).toBe('OK');
    expect(rig.processed).toEqual(['a: last']);
    expect(rig.events).toEqual(['connect a', 'disconnect a: half-close']);
  });

  it('fires each hook once when a client is gone without a word', async () => {
    await start({ plain });
    const a = await rig.client().hello('a', rig.service);
    a.close();
    await until(() => !rig.service.isClientConnected('a'));
    await settled();
    expect(rig.events).toEqual([
      'connect a',
      'error a: the client went without closing the stream',
      'disconnect a: cancelled',
    ]);
  });

  it('ends every stream cleanly when it is shut down', async () => {
    await start({ plain });
    const clients = [await rig.client().hello('a', rig.service), await rig.client().hello('b', rig.service)];
    await rig.service.shutdown();
    expect(await Promise.all(clients.map((each) => each.ended()))).toEqual(['OK', 'OK']);
    expect(rig.service.statistics()).toMatchObject({ totalConnections: 0, openedConnections: 2 });
  });
});

describe('executeCommandSync', () => {
  it('rejects at the timeout, in seconds, and leaves no entry behind; a late acknowledgement is ignored', async () => {
    const clock = new WoundClock();
    await start({ clock, config: { pingStrategy: 'disabled' } });
    const a = await rig.client().hello('a', rig.service);
    const late = rig.service.executeCommandSync('a', command('1'), 2);
    const rejected = expect(late).rejects.toMatchObject({ name: 'CommandError', code: 'timeout' });
    await until(() => a.ids.length === 1);
    await clock.wind(1999);
    expect(rig.service.statistics().pendingCommands).toBe(1);
    await clock.wind(1);
    await rejected;
    expect(rig.service.statistics().pendingCommands).toBe(0);
    a.acknowledge('1');
    await until(() => rig.service.statistics().ignoredAcknowledgements === 1);
    expect(rig.service.isClientConnected('a')).toBe(true);
  });

  it('waits for 30 s unless it is told otherwise', async () => {
    const clock = new WoundClock();
    await start({ clock, config: { pingStrategy: 'disabled' } });
    await rig.client().hello('a', rig.service);
    const rejected = expect(rig.service.executeCommandSync('a', command('1'))).rejects.toThrow('in time');
    await clock.wind(29_999);
    expect(rig.service.statistics().pendingCommands).toBe(1);
    await clock.wind(1);
    await rejected;
  });

  it('rejects when the client disconnects meanwhile', async () => {
    await start();
    const a = await rig.client().hello('a', rig.service);
    const pending = rig.service.executeCommandSync('a', command('1'));
    const rejected = expect(pending).rejects.toMatchObject({ code: 'disconnected' });
    await until(() => a.ids.length === 1);
    a.close();
    await rejected;
    expect(rig.service.statistics().pendingCommands).toBe(0);
    await expect(rig.service.executeCommandSync('a', command('2'))).rejects.toMatchObject({ code: 'not-connected' });
  });

  it('takes no acknowledgement from another client', async () => {
    await start();
    const a = await rig.client().hello('a', rig.service);
    const b = await rig.client().hello('b', rig.service);
    const pending = rig.service.executeCommandSync('a', command('1'));
    await until(() => a.ids.length === 1);
    b.acknowledge('1', { message: 'from b' });
    await until(() => rig.service.statistics().ignoredAcknowledgements === 1);
    expect(rig.service.statistics().pendingCommands).toBe(1);
    a.acknowledge('1', { message: 'from a' });
    expect((await pending).message).toBe('from a');
  });

  it('ignores unknown and empty ids, and a second acknowledgement', async () => {
    await start();
    const a = await rig.client().hello('a', rig.service);
    const pending = rig.service.executeCommandSync('a', command('1'));
    for (const id of ['', 'unknown', '1', '1']) a.acknowledge(id);
    await pending;
    await until(() => rig.service.statistics().ignoredAcknowledgements === 3);
    expect(rig.processed).toEqual([]);
    expect(rig.service.statistics()).toMatchObject({ acknowledgements: 4, errors: 0, pendingCommands: 0 });
  });

  it('refuses a command without an id, one whose id is waited for, and a timeout that is none, sending nothing', async () => {
    await start();
    const a = await rig.client().hello('a', rig.service);
    await expect(rig.service.executeCommandSync('a', command(''))).rejects.toMatchObject({ code: 'bad-id' });
    const first = rig.service.executeCommandSync('a', command('1'));
    await expect(rig.service.executeCommandSync('a', command('1'))).rejects.toMatchObject({ code: 'bad-id' });
    await expect(rig.service.executeCommandSync('a', command('2'), 0)).rejects.toThrow('timeout');
    a.acknowledge('1');
    await first;
    expect(a.ids).toEqual(['1']);
  });

  it('rejects when the queue stays full', async () => {
    const clock = new WoundClock();
    await start({ clock, config: { maxQueueSize: 1, queueTimeout: 3, pingStrategy: 'disabled' } });
    await fill('a');
    const rejected = expect(rig.service.executeCommandSync('a', command('x'))).rejects.toMatchObject({
      code: 'queue-full',
    });
    await clock.wind(3000);
    await rejected;
    expect(rig.service.statistics().pendingCommands).toBe(0);
  });
});

/** Connects a client that reads nothing, and sends it commands until its queue is full; resolves with how many it took. */
async function fill(clientId: string): Promise<number> {
  const client = await rig.client().hello(clientId, rig.service);
  client.call.pause();
  const big = { commandId: 'big', configure: { settings: { a: 'x'.repeat(100_000) } } };
  let taken = 0;
  for (;;) {
    let isTaken = false;
    void rig.service.sendToClient(clientId, big).then((ok) => (isTaken = ok));
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (!isTaken) return taken;
    taken += 1;
  }
}

describe('a full queue', () => {
  it('refuses after queueTimeout, and bounds what is kept for a client that does not read', async () => {
    const clock = new WoundClock();
    await start({ clock, config: { maxQueueSize: 5, queueTimeout: 10, pingStrategy: 'disabled' } });
    await fill('slow');
    expect(rig.service.statistics().clients[0]?.queued).toBe(5);
    const other = await rig.client().hello('other', rig.service);
    const refused = rig.service.sendToClient('slow', command('late'));
    const reached = rig.service.broadcastToAll(command('all'));
    await until(() => other.ids.length === 1);
    await clock.wind(10_000);
    expect(await refused).toBe(false);
    expect(await reached).toBe(1);
    expect(rig.service.statistics().clients[0]?.queued).toBe(5);
  });

  it('waits without limit with queueTimeout null, and refuses when the client goes', async () => {
    const clock = new WoundClock();
    await start({ clock, config: { maxQueueSize: 1, queueTimeout: null, pingStrategy: 'disabled' } });
    await fill('slow');
    let answer: boolean | null = null;
    void rig.service.sendToClient('slow', command('late')).then((ok) => (answer = ok));
    await clock.wind(3_600_000);
    expect(answer).toBeNull();
    rig.service.disconnectClient('slow');
    await until(() => answer !== null);
    expect(answer).toBe(false);
  });
});

describe('statistics', () => {
  it('tell of each client when it came, when it spoke last, and how often', async () => {
    const clock = new WoundClock();
    await start({ clock, config: { pingStrategy: 'disabled' } });
    const a = await rig.client().hello('a', rig.service);
    await clock.wind(1000);
    a.send({ event: { name: 'x' } });
    a.send({ heartbeat: { sequence: 2 } });
    await until(() => rig.service.statistics().messages === 3);
    expect(rig.service.statistics()).toMatchObject({
      totalConnections: 1,
      activeConnections: 1,
      heartbeats: 2,
      breaker: null,
      clients: [
        {
          clientId: 'a',
          connectedAt: 1_700_000_000_000,
          lastMessageAt: 1_700_000_001_000,
          messageCount: 3,
          heartbeats: 2,
        },
      ],
    });
  });

  it('count as active who said something in the last 5 minutes', async () => {
    const clock = new WoundClock();
    await start({ clock, config: { pingStrategy: 'disabled' } });
    const a = await rig.client().hello('a', rig.service);
    await rig.client().hello('b', rig.service);
    await clock.wind(299_999);
    expect(rig.service.statistics()).toMatchObject({ totalConnections: 2, activeConnections: 2 });
    a.send({ heartbeat: {} });
    await until(() => rig.service.statistics().heartbeats === 3);
    await clock.wind(1);
    expect(rig.service.statistics()).toMatchObject({ totalConnections: 2, activeConnections: 1 });
    expect(rig.service.getActiveConnections().map(({ clientId }) => clientId)).toEqual(['a']);
  });
});

describe('the constructor', () => {
  it('refuses a configuration and a Centrifugo URL that cannot be', async () => {
    await expect(sessionRig({ config: { maxQueueSize: 0 } })).rejects.toThrow('maxQueueSize');
    await expect(sessionRig({ centrifugo: { url: 'nowhere' } })).rejects.toThrow('no URL of a Centrifugo server');
  });
});
