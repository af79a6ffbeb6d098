import { afterEach, describe, expect, it } from 'vitest';
import { GrpcError } from '../../src/serve/errors.ts';
import type { Rig, RigOptions } from '../support/session-rig.ts';
import { relay } from '../support/relay.ts';
import { sessionRig } from '../support/session-rig.ts';
import { until } from '../support/until.ts';
import { WoundClock, settled } from '../support/wound-clock.ts';

let rig: Rig;
let clock: WoundClock;

async function start(options: RigOptions = {}): Promise<void> {
  clock = new WoundClock();
  rig = await sessionRig({ clock, ...options });
}

afterEach(() => rig.stop());

const command = (commandId: string) => ({ commandId, start: { parameters: {} } });
const big = { commandId: 'big', configure: { settings: { a: 'x'.repeat(100_000) } } };

/** Waits until the transport takes no more for the client that does not read; resolves with how many commands wait. */
async function stuck(): Promise<number> {
  const queued = (): number => rig.service.statistics().clients[0]?.queued ?? 0;
  for (let before = -1; before !== queued();) {
    before = queued();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(queued()).toBeGreaterThan(0);
  return queued();
}

describe('the first message', () => {
  it.each([
    ['says nobody', '', 'INVALID_ARGUMENT: the first message has to name the client, and its id is empty'],
    ['does not come', null, 'INVALID_ARGUMENT: the stream ended before a first message named the client'],
  ])('that %s ends the stream', async (_, clientId, status) => {
    await start();
    const client = rig.client();
    if (clientId !== null) client.send({ clientId, heartbeat: {} });
    client.call.end();
    expect(await client.ended()).toBe(status);
    expect(rig.events).toEqual([]);
  });

  it('has to come within pingTimeout', async () => {
    await start({ config: { pingInterval: 1, pingTimeout: 3 } });
    const client = rig.client();
    await until(() => clock.sleepers === 1);
    await clock.wind(3000);
    expect(await client.ended()).toBe('DEADLINE_EXCEEDED: no message for 3 s (pingTimeout)');
  });

  it('is processed like any other, and later ones may say somebody else', async () => {
    await start();
    const client = rig.client();
    client.send({ clientId: 'a', event: { name: 'one' } });
    client.send({ clientId: 'b', event: { name: 'two' } });
    await until(() => rig.processed.length === 2);
    expect(rig.processed).toEqual(['a: one', 'a: two']);
    expect(rig.service.isClientConnected('b')).toBe(false);
  });
});

describe('pings', () => {
  it('come on schedule under 1,000 messages a second', async () => {
    await start({ config: { pingInterval: 2 } });
    const client = await rig.client().hello('a', rig.service);
    for (let second = 1; second <= 5; second += 1) {
      for (let i = 0; i < 1000; i += 1) client.send({ event: { name: 'x' } });
      await until(() => rig.processed.length === 1000 * second);
      await clock.wind(1000);
    }
    await until(() => client.pings.length === 2);
    expect(client.pings).toEqual([1, 2]);
    expect(rig.service.statistics().pings).toBe(2);
  });

  it('go before the commands that wait', async () => {
    await start({ config: { pingInterval: 5 } });
    const client = await rig.client().hello('a', rig.service);
    client.call.pause();
    for (let i = 0; i < 60; i += 1) await rig.service.sendToClient('a', big);
    const waiting = await stuck();
    await clock.wind(5000);
    client.call.resume();
    await until(() => client.commands.length === 61);
    expect(client.commands.slice(-waiting).every(({ ping }) => ping === undefined)).toBe(true);
    expect(client.pings).toEqual([1]);
  });

  it('come only after an idle interval with on_idle', async () => {
    await start({ config: { pingStrategy: 'on_idle', pingInterval: 10, pingTimeout: 60 } });
    const client = await rig.client().hello('a', rig.service);
    for (let i = 1; i <= 10; i += 1) {
      await clock.wind(9000);
      if (i % 2 === 0) client.send({ event: { name: 'x' } });
      else await rig.service.sendToClient('a', command(String(i)));
      await until(() => rig.processed.length === Math.floor(i / 2) && client.ids.length === Math.ceil(i / 2));
    }
    expect(rig.service.statistics().pings).toBe(0);
    await clock.wind(9999);
    expect(rig.service.statistics().pings).toBe(0);
    await clock.wind(1);
    expect(rig.service.statistics().pings).toBe(1);
  });

  it('do not come when they are disabled, and silence is no offence then', async () => {
    await start({ config: { pingStrategy: 'disabled', pingInterval: 1, pingTimeout: 2 } });
    const client = await rig.client().hello('a', rig.service);
    await clock.wind(3_600_000);
    expect(client.commands).toEqual([]);
    expect(rig.service.isClientConnected('a')).toBe(true);
  });
});

describe('a silent client', () => {
  it('is disconnected at pingTimeout, and any message starts that time anew', async () => {
    await start({ config: { pingInterval: 5, pingTimeout: 30 } });
    const client = await rig.client().hello('a', rig.service);
    await clock.wind(29_000);
    client.send({ status: { state: 'fine' } });
    await until(() => rig.processed.length === 1);
    await clock.wind(29_999);
    expect(rig.service.isClientConnected('a')).toBe(true);
    await clock.wind(1);
    expect(rig.service.isClientConnected('a')).toBe(false);
    expect(await client.ended()).toBe('DEADLINE_EXCEEDED: no message for 30 s (pingTimeout)');
    expect(rig.events).toEqual(['connect a', 'error a: no message for 30 s (pingTimeout)', 'disconnect a: silent']);
  });

  it('that vanishes without closing anything is found out, and leaves nothing behind', async () => {
    await start({ config: { pingInterval: 5, pingTimeout: 30 } });
    const hole = await relay(rig.address);
    await rig.client(hole.address).hello('a', rig.service);
    const pending = rig.service.executeCommandSync('a', command('1'), 300);
    const rejected = expect(pending).rejects.toMatchObject({ code: 'disconnected' });
    hole.swallow();
    await clock.wind(29_999);
    expect(rig.service.statistics()).toMatchObject({ totalConnections: 1, pendingCommands: 1, pings: 5 });
    await clock.wind(1);
    await rejected;
    expect(rig.service.statistics()).toMatchObject({ totalConnections: 0, pendingCommands: 0 });
    expect(rig.events.slice(1)).toEqual(['error a: no message for 30 s (pingTimeout)', 'disconnect a: silent']);
    await clock.wind(10_000);
    expect(clock.sleepers).toBe(0);
    await hole.stop();
  });

  it('is not one whose message we are still busy with', async () => {
    let finish = (): void => {};
    await start({
      config: { pingInterval: 5, pingTimeout: 30 },
      processor: () => new Promise<void>((resolve) => (finish = resolve)),
    });
    const client = await rig.client().hello('a', rig.service);
    client.send({ event: { name: 'slow' } });
    await until(() => rig.service.statistics().messages === 2);
    await clock.wind(100_000);
    expect(rig.service.isClientConnected('a')).toBe(true);
    finish();
    await settled();
    await clock.wind(31_000);
    await until(() => !rig.service.isClientConnected('a'));
  });

  it('that does not even read is reset, so that nothing is kept for it', async () => {
    await start({ config: { pingInterval: 5, pingTimeout: 30 } });
    const client = await rig.client().hello('a', rig.service);
    client.call.pause();
    for (let i = 0; i < 60; i += 1) await rig.service.sendToClient('a', big);
    await stuck();
    await clock.wind(31_000);
    expect(rig.service.isClientConnected('a')).toBe(false);
    client.call.resume();
    expect(await client.ended()).toMatch(/^CANCELLED/);
    expect(rig.events).toEqual(['connect a', 'error a: no message for 30 s (pingTimeout)', 'disconnect a: silent']);
  });
});

describe('reading', () => {
  it.each(['anext', 'async_for'] as const)(
    'goes on after connectionTimeout with %s, and loses no message',
    async (mode) => {
      await start({ config: { streamingMode: mode, connectionTimeout: 2, pingStrategy: 'disabled' } });
      const client = await rig.client().hello('a', rig.service);
      await clock.wind(7000);
      expect(rig.service.isClientConnected('a')).toBe(true);
      for (const name of ['one', 'two', 'three']) client.send({ event: { name } });
      await until(() => rig.processed.length === 3);
      expect(rig.processed).toEqual(['a: one', 'a: two', 'a: three']);
      expect(rig.service.statistics().readTimeouts).toBe(mode === 'anext' ? 3 : 0);
      client.call.end();
      expect(await client.ended()).toBe('OK');
    },
  );

  it.each(['anext', 'async_for'] as const)('lets commands out while 10,000 messages pour in, with %s', async (mode) => {
    let seenAt = 0;
    await start({
      config: { streamingMode: mode, pingStrategy: 'disabled' },
      processor: (_, client) => {
        seenAt += 1;
        if (seenAt % 1000 === 0) void client.send(command(`after ${seenAt}`));
      },
    });
    const client = await rig.client().hello('a', rig.service);
    const before: number[] = [];
    client.call.on('data', () => before.push(seenAt));
    for (let i = 0; i < 10_000; i += 1) client.send({ event: { name: 'x' } });
    await until(() => client.ids.length === 10);
    expect(seenAt).toBe(10_000);
    // The first commands had arrived when most messages were still to be read.
    expect(before[0]).toBeLessThan(10_000);
    expect(before.filter((count) => count < 10_000).length).toBeGreaterThanOrEqual(5);
  });

  it('ends the stream with INVALID_ARGUMENT at a message that is none', async () => {
    await start();
    const client = await rig.client().hello('a', rig.service);
    client.call.write(Buffer.from([0x0a, 0x05, 0x61]));
    expect(await client.ended()).toMatch(/^INVALID_ARGUMENT: no session\.v1\.ClientMessage: byte \d+/);
    expect(rig.events[1]).toMatch(/^error a: no session/);
    expect(rig.events[2]).toBe('disconnect a: errors');
  });
});

describe('errors of the processor', () => {
  const failing = (every: (n: number) => Error | null): NonNullable<RigOptions['processor']> => {
    let n = 0;
    return () => {
      n += 1;
      const error = every(n);
      if (error !== null) throw error;
    };
  };

  it('end the stream at maxConsecutiveErrors in a row, with the last one; onError is told once', async () => {
    await start({ processor: failing((n) => new GrpcError(5, `no ${n}`)), config: { maxConsecutiveErrors: 3 } });
    const client = await rig.client().hello('a', rig.service);
    for (let i = 0; i < 5; i += 1) client.send({ event: { name: 'x' } });
    expect(await client.ended()).toBe('NOT_FOUND: 3 errors in a row (maxConsecutiveErrors), the last: no 3');
    expect(rig.service.statistics().errors).toBe(3);
    expect(rig.events).toEqual(['connect a', 'error a: no 1', 'disconnect a: errors']);
  });

  it('do not end it while good messages come between, or with 0 at all', async () => {
    const processor = failing((n) => (n % 3 === 0 ? null : new Error(`no ${n}`)));
    await start({ processor, config: { maxConsecutiveErrors: 3 } });
    const client = await rig.client().hello('a', rig.service);
    for (let i = 0; i < 12; i += 1) client.send({ event: { name: 'x' } });
    await until(() => rig.service.statistics().errors === 8);
    expect(rig.service.isClientConnected('a')).toBe(true);
    await rig.stop();

    await start({ processor: failing(() => new Error('no')), config: { maxConsecutiveErrors: 0 } });
    const unlimited = await rig.client().hello('a', rig.service);
    for (let i = 0; i < 200; i += 1) unlimited.send({ event: { name: 'x' } });
    await until(() => rig.service.statistics().errors === 200);
    expect(rig.service.isClientConnected('a')).toBe(true);
  });

  it('are INTERNAL where they are no GrpcError, and do not leak a stack', async () => {
    await start({ processor: failing(() => new Error('oops')), config: { maxConsecutiveErrors: 1 } });
    const client = await rig.client().hello('a', rig.service);
    client.send({ event: { name: 'x' } });
    expect(await client.ended()).toBe('INTERNAL: 1 error in a row (maxConsecutiveErrors), the last: oops');
  });
});

describe('a reconnect under the same id', () => {
  it('takes the place of the old stream, whose end does not remove it', async () => {
    await start();
    const old = await rig.client().hello('a', rig.service);
    const pending = rig.service.executeCommandSync('a', command('1'));
    const rejected = expect(pending).rejects.toMatchObject({ code: 'disconnected' });
    const fresh = rig.client();
    fresh.send({ clientId: 'a', event: { name: 'back' } });
    await until(() => rig.processed.length === 1);
    expect(await old.ended()).toBe('ABORTED: the client connected again under the same id');
    await rejected;
    old.close();
    await settled();
    expect(rig.service.isClientConnected('a')).toBe(true);
    expect(rig.service.statistics()).toMatchObject({ totalConnections: 1, openedConnections: 2 });
    expect(await rig.service.sendToClient('a', command('2'))).toBe(true);
    await until(() => fresh.ids.length === 1);
    expect(fresh.ids).toEqual(['2']);
    expect(rig.events).toEqual([
      'connect a',
      'error a: the client connected again under the same id',
      'disconnect a: replaced',
      'connect a',
    ]);
  });

  it('does so also when the old stream is cancelled at the same time', async () => {
    await start();
    const old = await rig.client().hello('a', rig.service);
    const fresh = rig.client();
    old.call.cancel();
    fresh.send({ clientId: 'a', event: { name: 'back' } });
    await until(() => rig.processed.length === 1);
    await until(() => rig.events.some((event) => event.startsWith('disconnect')));
    await settled();
    expect(rig.service.isClientConnected('a')).toBe(true);
    expect(rig.events.filter((event) => event === 'connect a')).toHaveLength(2);
    expect(rig.events.filter((event) => event.startsWith('disconnect a'))).toHaveLength(1);
  });
});

describe('a stream that was ended cleanly', () => {
  it('whose client does not take what waits for it is reset after 10 s', async () => {
    await start({ config: { pingStrategy: 'disabled' } });
    const client = await rig.client().hello('a', rig.service);
    client.call.pause();
    for (let i = 0; i < 60; i += 1) await rig.service.sendToClient('a', big);
    await stuck();
    rig.service.disconnectClient('a');
    await settled();
    expect(clock.sleepers).toBe(1);
    await clock.wind(10_000);
    client.call.resume();
    expect(await client.ended()).toMatch(/^CANCELLED/);
    expect(client.commands.length).toBeLessThan(60);
  });
});

describe('hooks and protocols that throw', () => {
  it('do not harm the stream, and are logged', async () => {
    const logged: string[] = [];
    await start({
      onConnect: () => {
        throw new Error('hook');
      },
      onDisconnect: () => Promise.reject(new Error('late hook')),
      log: ({ message }) => logged.push(message),
    });
    const client = await rig.client().hello('a', rig.service);
    client.call.end();
    expect(await client.ended()).toBe('OK');
    await settled();
    expect(logged).toEqual(
      expect.arrayContaining(['onConnect failed: hook', 'onDisconnect failed: late hook', 'disconnected: half-close']),
    );
  });
});
