import { describe, expect, it } from 'vitest';
import { noCall } from '../../src/session/call.ts';
import { Connection, noCounts } from '../../src/session/connection.ts';
import { SHUTDOWN, silent } from '../../src/session/end.ts';
import { writeCommands } from '../../src/session/output.ts';
import { WoundClock } from '../support/wound-clock.ts';

function rig() {
  const parts = { queueSize: 5, totals: noCounts(), clock: new WoundClock() };
  const connection = new Connection<string>('a', noCall(), parts);
  const sent: string[] = [];
  return { connection, sent, commands: writeCommands(connection, (command) => sent.push(command)) };
}

describe('writeCommands', () => {
  it('gives what is queued, tells of it, and ends after a clean end', async () => {
    const { connection, sent, commands } = rig();
    await connection.queue.put('1', null);
    await connection.queue.put('2', null);
    connection.end(SHUTDOWN);
    const given: string[] = [];
    for await (const command of commands) given.push(command);
    expect(given).toEqual(['1', '2']);
    expect(sent).toEqual(given);
    expect(connection.counts.commands).toBe(2);
  });

  it('is blocked while the transport has not come back for more', async () => {
    const { connection, commands } = rig();
    await connection.queue.put('1', null);
    await commands.next();
    expect(connection.isBlocked).toBe(true);
    const next = commands.next();
    await Promise.resolve();
    expect(connection.isBlocked).toBe(false);
    connection.end(SHUTDOWN);
    expect((await next).done).toBe(true);
  });

  it('is not blocked any more when the transport gives up', async () => {
    const { connection, commands } = rig();
    await connection.queue.put('1', null);
    await commands.next();
    await commands.return();
    expect(connection.isBlocked).toBe(false);
  });

  it('throws the error of an end that was not clean', async () => {
    const { connection, commands } = rig();
    await connection.queue.put('1', null);
    connection.end(silent(3));
    await expect(commands.next()).rejects.toThrow('no message for 3 s');
  });
});
