import { Metadata } from '@grpc/grpc-js';
import type { StatusObject } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import type { SessionServerOptions } from '../../../src/session/server/server.ts';
import { startSessionServer } from '../../../src/session/server/server.ts';
import { readAccount } from '../../../src/session/v1/account.ts';
import { sessionCodec } from '../../../src/session/v1/codec.ts';
import type { ClientMessage, ServerCommand } from '../../../src/session/v1/messages.ts';
import { RawClient } from '../../support/serve-client.ts';
import { until } from '../../support/until.ts';

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const FAST: SessionServerOptions = { settings: { logging: false }, graceMs: 50 };

async function serve(options: SessionServerOptions = {}) {
  const server = await startSessionServer({ ...FAST, ...options });
  stops.push(() => server.close());
  return server;
}

/** A client that acknowledges what it is told, as `ask` wants it. */
function client(address: string, id: string, ask: Record<string, string> = {}, acknowledges = true) {
  const raw = new RawClient(address);
  stops.push(() => raw.close());
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(ask)) metadata.set(key, value);
  const call = raw.bidi('/session.v1.SessionService/Connect', metadata);
  const commands: ServerCommand[] = [];
  const seen: { headers: Metadata | null; status: StatusObject | null; bad: number } = {
    headers: null,
    status: null,
    bad: 0,
  };
  const send = (message: Partial<ClientMessage>): void =>
    void call.write(Buffer.from(sessionCodec().message.encode({ clientId: id, ...message })));
  call.on('metadata', (headers: Metadata) => (seen.headers = headers));
  call.on('status', (status: StatusObject) => (seen.status = status));
  call.on('error', () => {});
  call.on('data', (bytes: Buffer) => {
    try {
      const command = sessionCodec().command.decode(bytes);
      commands.push(command);
      if (acknowledges && command.commandId !== '')
        send({ commandAck: { commandId: command.commandId, success: true } });
    } catch {
      seen.bad += 1;
    }
  });
  send({ heartbeat: { sequence: 1 } });
  const ended = async () => {
    await until(() => seen.status !== null, 'the session did not end');
    const { code = -1, details = '', metadata: trailers } = seen.status ?? {};
    const pairs = Object.entries(trailers?.getMap() ?? {}).map(([key, value]) => [key, String(value)] as const);
    return { code, details, account: readAccount(pairs) };
  };
  const ids = (): string[] => commands.flatMap(({ commandId, ping }) => (ping === undefined ? [commandId] : []));
  const pings = (): number[] => commands.flatMap(({ ping }) => (ping === undefined ? [] : [ping.sequence ?? 0]));
  return { call, commands, seen, send, ended, ids, pings };
}

const FIVE = { 'x-command-rate': '200', 'x-command-count': '5' };

describe('startSessionServer', () => {
  it('sends the commands a caller asks for, and gives an account of them', async () => {
    const server = await serve({ preset: 'TESTING' });
    const one = client(server.address, 'one', FIVE);
    const idle = client(server.address, 'idle');
    await until(() => one.ids().length === 5);
    await until(() => server.statistics().asked.acknowledged === 5);
    one.call.end();
    const { code, account } = await one.ended();
    expect(code).toBe(0);
    expect(account).toMatchObject({ messages: 6, commands: 5, acknowledged: 5, pings: 0 });
    expect(account?.roundTrips.reduce((sum, [, count]) => sum + count, 0)).toBe(5);
    expect(one.ids()).toEqual(['one/1', 'one/2', 'one/3', 'one/4', 'one/5']);
    expect(one.seen.headers?.getMap()).toMatchObject({
      'x-command-rate': '200',
      'x-command-count': '5',
      'x-command-ids': 'numbered',
      'x-session-ping': 'disabled',
    });
    expect(idle.commands).toEqual([]);
  });

  it('says how it pings, and does', async () => {
    const server = await serve({ preset: 'LOW_LATENCY', settings: { pingInterval: 0.05, logging: false } });
    const one = client(server.address, 'one');
    await until(() => one.pings().length === 3);
    expect(one.seen.headers?.getMap()).toMatchObject({ 'x-session-ping': 'interval 0.05' });
    one.call.end();
    expect((await one.ended()).account).toMatchObject({ messages: 1, commands: 0 });
    expect(one.pings().slice(0, 3)).toEqual([1, 2, 3]);
  });

  it('refuses what cannot be meant', async () => {
    const server = await serve({ preset: 'TESTING' });
    const wrong = client(server.address, 'one', { 'x-command-rate': 'fast' });
    expect(await wrong.ended()).toMatchObject({ code: 3, account: null });
    await expect(startSessionServer({ faults: 'nope@1' })).rejects.toMatchObject({ code: 'usage' });
    await expect(startSessionServer({ settings: { maxQueueSize: 0 } })).rejects.toMatchObject({ code: 'config' });
  });

  it('closes with its statistics server, and not at all when that cannot listen', async () => {
    const server = await serve({ preset: 'TESTING', statsPort: 0 });
    const stats = async () =>
      (await fetch(`http://${server.statsAddress}/stats`)).json() as Promise<{ sessions: object }>;
    expect((await stats()).sessions).toMatchObject({ totalConnections: 0 });
    const taken = Number(server.statsAddress?.split(':')[1]);
    await expect(startSessionServer({ statsPort: taken })).rejects.toMatchObject({
      code: 'config',
      hint: expect.stringContaining('--stats-port') as string,
    });
    await server.close();
    await expect(stats()).rejects.toThrow();
  });
});

describe('the faults of the session server', () => {
  /** A server with a fault, and a client that got five commands and closed. */
  async function after(faults: string, ask: Record<string, string> = FIVE, count = 5) {
    const server = await serve({ preset: 'TESTING', faults });
    const one = client(server.address, 'one', ask);
    await until(() => one.ids().length + one.seen.bad >= count || one.seen.status !== null);
    await new Promise((resolve) => setTimeout(resolve, 50));
    one.call.end();
    return { one, server };
  }

  it.each([
    ['drop-ack@2', { messages: 6, commands: 5, acknowledged: 4 }, 5],
    ['drop-message@3', { messages: 5, commands: 5, acknowledged: 4 }, 5],
    ['drop-command@2..3', { commands: 5, acknowledged: 3 }, 3],
    ['repeat-command@2', { commands: 5, acknowledged: 5 }, 6],
    ['nameless@2', { commands: 5, acknowledged: 4 }, 5],
  ])('%s shows in the account', async (faults, account, received) => {
    const { one } = await after(faults, FIVE, received);
    expect((await one.ended()).account).toMatchObject(account);
    expect(one.ids()).toHaveLength(received);
  });

  it('garbage is no command', async () => {
    const { one } = await after('garbage@1');
    expect((await one.ended()).code).toBe(0);
    expect([one.seen.bad, one.ids().length]).toEqual([1, 4]);
  });

  it.each([
    ['refuse@1', 14, 'refused by a fault'],
    ['refuse@1:ABORTED', 10, 'refused by a fault'],
    ['break@3', 14, 'ended by a fault'],
    ['break@3:ABORTED', 10, 'ended by a fault'],
    ['bad-close@1', 13, 'ended badly by a fault'],
    ['bad-close@1:DATA_LOSS', 15, 'ended badly by a fault'],
  ])('%s is a status', async (faults, code, details) => {
    const { one } = await after(faults);
    expect(await one.ended()).toMatchObject({ code, details });
  });

  it.each(['reset@2', 'disconnect@2'])('%s breaks the stream', async (faults) => {
    const { one } = await after(faults);
    expect((await one.ended()).code).toBeGreaterThan(0);
    expect(one.ids()).toEqual(['one/1']);
  });

  it('hang-close never ends, and harms nobody else', async () => {
    const { one, server } = await after('hang-close@1');
    const two = client(server.address, 'two');
    two.call.end();
    expect((await two.ended()).code).toBe(0);
    expect(one.seen.status).toBeNull();
    expect(server.statistics().sessions.totalConnections).toBe(0);
  });

  it('misroute gives one client the command of another, or a name that is nobody', async () => {
    const { one } = await after('misroute@2');
    expect(one.ids()).toEqual(['one/1', 'nobody/2', 'one/3', 'one/4', 'one/5']);
    const server = await serve({ preset: 'TESTING', faults: 'misroute@1..' });
    const other = client(server.address, 'other');
    await until(() => server.statistics().sessions.totalConnections === 1);
    client(server.address, 'a', FIVE);
    await until(() => other.ids().length === 5);
    expect(other.ids()[0]).toBe('a/1');
  });

  it('late-ping and drop-ping spoil the pings', async () => {
    const server = await serve({
      preset: 'LOW_LATENCY',
      settings: { pingInterval: 0.1, logging: false },
      faults: 'late-ping@1:250ms,drop-ping@4',
    });
    const one = client(server.address, 'one');
    await until(() => one.pings().includes(5));
    expect(one.pings()[0]).toBe(2);
    expect(one.pings().toSorted((a, b) => a - b)).toEqual([1, 2, 3, 5]);
    one.call.end();
    const { account } = await one.ended();
    expect(account?.pings).toBe(5);
  });
});
