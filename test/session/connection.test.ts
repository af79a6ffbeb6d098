import { describe, expect, it } from 'vitest';
import { noCall } from '../../src/session/call.ts';
import { Connection, noCounts } from '../../src/session/connection.ts';
import { SHUTDOWN, silent } from '../../src/session/end.ts';
import { WoundClock } from '../support/wound-clock.ts';

function rig() {
  const clock = new WoundClock();
  const totals = noCounts();
  const resets: number[] = [];
  const call = { ...noCall(), reset: (code: number) => resets.push(code) > 0 };
  return { clock, totals, resets, connection: new Connection<string>('a', call, { queueSize: 5, totals, clock }) };
}

describe('Connection', () => {
  it('counts for itself and for all', () => {
    const { connection, totals } = rig();
    connection.heard();
    connection.spoke();
    connection.count('pings');
    expect(connection.counts).toEqual({ ...noCounts(), messages: 1, commands: 1, pings: 1 });
    expect(totals).toEqual(connection.counts);
  });

  it('remembers when each side spoke', async () => {
    const { connection, clock } = rig();
    await clock.wind(10);
    connection.spoke();
    expect([connection.heardAt, connection.trafficAt]).toEqual([0, 10]);
    await clock.wind(10);
    connection.heard();
    expect([connection.heardAt, connection.trafficAt]).toEqual([20, 20]);
    expect(connection.lastMessageAt - connection.connectedAt).toBe(20);
    await clock.wind(10);
    connection.listens();
    expect([connection.heardAt, connection.lastMessageAt - connection.connectedAt]).toEqual([30, 20]);
  });

  it('ends once: the first end stands', async () => {
    const { connection } = rig();
    await connection.queue.put('x', null);
    let told = 0;
    connection.over.addEventListener('abort', () => (told += 1));
    expect(connection.end(SHUTDOWN)).toBe(true);
    expect(connection.end(silent(1))).toBe(false);
    expect([connection.ended, told]).toEqual([SHUTDOWN, 1]);
    expect(await connection.queue.take()).toBe('x');
  });

  it('throws away what waits when the end is not clean, and resets a peer that takes nothing', async () => {
    const { connection, resets } = rig();
    await connection.queue.put('x', null);
    connection.isBlocked = true;
    connection.end(silent(1));
    expect(await connection.queue.take()).toBeUndefined();
    expect(resets).toEqual([8]);
    const other = rig();
    other.connection.end(silent(1));
    expect(other.resets).toEqual([]);
  });
});
