import { describe, expect, it } from 'vitest';
import { AttemptLimit } from '../../src/wire/attempt-limit.ts';
import type { Lookup } from '../../src/wire/places.ts';
import { placeOfAddress, placeOfSocket, placesOfName } from '../../src/wire/places.ts';
import type { TcpTarget, UnixTarget } from '../../src/wire/target.ts';
import { parseTarget } from '../../src/wire/target.ts';
import { tcpPeer } from '../support/wire-raw-peer.ts';

const limit = (ms = 5000): AttemptLimit => new AttemptLimit(ms, undefined);
const name = (text: string): TcpTarget => parseTarget(text) as TcpTarget;

describe('the addresses of a name', () => {
  it('come in the order of the resolver, all of them, with the port', async () => {
    const asked: unknown[] = [];
    const lookup: Lookup = (host, options, done) => {
      asked.push(host, options);
      done(null, [
        { address: '::1', family: 6 },
        { address: '10.0.0.1', family: 4 },
      ]);
    };
    const places = await placesOfName(name('db.test:443'), limit(), lookup);
    expect(places.map(({ text }) => text)).toEqual(['[::1]:443', '10.0.0.1:443']);
    expect(places.map(({ where }) => where)).toEqual([
      { host: '::1', port: 443 },
      { host: '10.0.0.1', port: 443 },
    ]);
    expect(asked).toEqual(['db.test', { all: true, verbatim: true }]);
  });

  it('are found by the system where nothing else is said', async () => {
    const found = await placesOfName(name('localhost:7'), limit());
    expect(found.map(({ text }) => text)).toContain('127.0.0.1:7');
    await expect(placesOfName(name('nowhere.invalid:7'), limit())).rejects.toMatchObject({ why: 'dns' });
  });

  it('may be none, or be long in coming', async () => {
    const none = placesOfName(name('db.test:1'), limit(), (_host, _options, done) => done(null, []));
    await expect(none).rejects.toMatchObject({ why: 'dns', message: 'db.test has no address' });
    const never = placesOfName(name('db.test:1'), limit(20), () => undefined);
    await expect(never).rejects.toMatchObject({
      why: 'dns',
      message: 'no answer to the lookup of db.test within 20.0 ms',
    });
  });
});

describe('a place', () => {
  it('can be connected to', async () => {
    const peer = await tcpPeer(() => undefined);
    const socket = await placeOfAddress('127.0.0.1', peer.port).connect(limit());
    expect(socket.remotePort).toBe(peer.port);
    socket.destroy();
    await peer.close();
  });

  it('may be a unix socket', async () => {
    const place = placeOfSocket(parseTarget('unix:/not/there') as UnixTarget);
    expect(place).toMatchObject({ text: 'unix:/not/there', where: { path: '/not/there' } });
    await expect(place.connect(limit())).rejects.toMatchObject({ why: 'unix-missing' });
  });
});
