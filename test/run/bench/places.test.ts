import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { Places } from '../../../src/run/bench/places.ts';
import type { Connection } from '../../../src/wire/types.ts';

function connection(name: string, maxConcurrentStreams: number | null): Connection {
  return { peerAddress: name, settings: { maxConcurrentStreams }, isOpen: true } as Connection;
}

const never = (): Promise<Connection> => Promise.reject(new Error('nobody asked for one'));

async function names(places: Places, count: number): Promise<(string | null)[]> {
  const taken = await Promise.all(Array.from({ length: count }, () => places.take()));
  return taken.map((place) => place && place.connection.peerAddress);
}

describe('Places', () => {
  it('gives out the connection with fewest streams', async () => {
    const places = new Places([connection('a', null), connection('b', null)], never);
    expect(await names(places, 5)).toEqual(['a', 'b', 'a', 'b', 'a']);
    expect(places.used.shares).toEqual([3, 2]);
  });

  it('gives none where the peer takes no more and no connection may be added', async () => {
    const places = new Places([connection('a', 2)], never, 1);
    expect(await names(places, 3)).toEqual(['a', 'a', null]);
    expect(places.failure).toBeNull();
  });

  it('gives a place again that became free', async () => {
    const places = new Places([connection('a', 1)], never, 1);
    const first = await places.take();
    expect(await places.take()).toBeNull();
    first?.free();
    expect(await places.take()).not.toBeNull();
    expect(places.used.shares).toEqual([2]);
  });

  it('opens a further connection for those without a place, no more of them than needed', async () => {
    let dialled = 0;
    const places = new Places([connection('a', 2)], () => Promise.resolve(connection(`b${(dialled += 1)}`, 2)));
    expect(await names(places, 5)).toEqual(['a', 'a', 'b1', 'b1', 'b2']);
    expect(dialled).toBe(2);
    expect(places.used.connections.map(({ peerAddress }) => peerAddress)).toEqual(['a', 'b1', 'b2']);
    expect(places.used.shares).toEqual([2, 2, 1]);
  });

  it('says of a place whether a connection was opened for it', async () => {
    const places = new Places([connection('a', 2)], () => Promise.resolve(connection('b', 2)));
    const taken = [await places.take(), await places.take(), await places.take(), await places.take()];
    expect(taken.map((place) => place?.isNew)).toEqual([false, false, true, false]);
  });

  it('gives none where the further connection cannot be opened, and remembers why', async () => {
    const refused = new Failure('tcp-refused', 'connection refused');
    const places = new Places([connection('a', 1)], () => Promise.reject(refused));
    expect(await names(places, 3)).toEqual(['a', null, null]);
    expect(places.failure).toBe(refused);
    expect(places.used.connections).toHaveLength(1);
  });

  it('replaces a connection that was lost, also where no more may be added', async () => {
    const lost = { ...connection('a', null), isOpen: true };
    const places = new Places([lost], () => Promise.resolve(connection('b', null)), 1);
    expect(await names(places, 2)).toEqual(['a', 'a']);
    Object.assign(lost, { isOpen: false });
    expect(await names(places, 2)).toEqual(['b', 'b']);
    expect(places.used.shares).toEqual([2, 2]);
  });
});
