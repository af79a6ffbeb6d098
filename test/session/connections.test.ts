import { describe, expect, it } from 'vitest';
import { noCall } from '../../src/session/call.ts';
import { Connection, noCounts } from '../../src/session/connection.ts';
import { Connections, clientStatistics } from '../../src/session/connections.ts';
import { WoundClock } from '../support/wound-clock.ts';

function rig() {
  const clock = new WoundClock();
  const make = (id: string) => new Connection(id, noCall(), { queueSize: 5, totals: noCounts(), clock });
  return { clock, make, connections: new Connections(clock) };
}

describe('Connections', () => {
  it('holds one a client; the end of an older one does not remove the newer', () => {
    const { make, connections } = rig();
    const [old, fresh] = [make('a'), make('a')];
    connections.add(old);
    connections.add(fresh);
    connections.remove(old);
    expect(connections.get('a')).toBe(fresh);
    expect([connections.size, connections.opened]).toEqual([1, 2]);
    connections.remove(fresh);
    expect(connections.get('a')).toBeUndefined();
  });

  it('calls active whoever spoke less than 5 minutes ago', async () => {
    const { clock, make, connections } = rig();
    const [a, b] = [make('a'), make('b')];
    connections.add(a);
    connections.add(b);
    await clock.wind(100);
    b.heard();
    await clock.wind(299_900);
    expect(connections.active()).toEqual([b]);
    expect(connections.all()).toEqual([a, b]);
  });
});

describe('clientStatistics', () => {
  it('tells what a connection counted', async () => {
    const { make } = rig();
    const a = make('a');
    a.heard();
    await a.queue.put('x', null);
    expect(clientStatistics(a)).toMatchObject({ clientId: 'a', messageCount: 1, commandCount: 0, queued: 1 });
  });
});
