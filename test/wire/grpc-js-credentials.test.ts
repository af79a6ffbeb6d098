import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HandshakeCredentials } from '../../src/wire/grpc-js-credentials.ts';
import { parseTarget } from '../../src/wire/target.ts';
import type { TlsOptions } from '../../src/wire/tls.ts';
import { secureContext } from '../../src/wire/tls.ts';
import { certificate } from '../support/wire-certs.ts';
import { rawPeer } from '../support/wire-raw-peer.ts';

/* eslint-disable no-underscore-dangle -- grpc-js names its own interface so */

describe('the TLS of a grpc-js channel', () => {
  it('is secure, and equals nothing but itself', () => {
    const make = (): HandshakeCredentials => new HandshakeCredentials(parseTarget('a:1'), secureContext({}), {});
    const one = make();
    expect([one._isSecure(), one._equals(one), one._equals(make())]).toEqual([true, true, false]);
  });

  it.each<[string, (cert: string) => TlsOptions, boolean]>([
    ['a trusted authority', (cert) => ({ ca: cert }), true],
    ['no check', () => ({ skipVerify: true }), true],
    ['an address it is not for', (cert) => ({ ca: cert, servername: '127.0.0.9' }), false],
    ['nobody to trust it', () => ({}), false],
  ])('takes a certificate with %s as our own client would', async (_, of, good) => {
    const keys = await certificate();
    const tls = of(keys.cert);
    const peer = await rawPeer(() => undefined, { tls: keys });
    const raw = connectTcp(peer.port, '127.0.0.1');
    await once(raw, 'connect');
    const target = parseTarget(`127.0.0.1:${peer.port}`);
    const connector = new HandshakeCredentials(target, secureContext(tls), tls)._createSecureConnector(null, null);
    await connector.waitForReady();
    const connected = connector.connect(raw);
    if (good) expect((await connected).secure).toBe(true);
    else await expect(connected).rejects.toThrow();
    connector.destroy();
    raw.destroy();
    await peer.close();
  });
});
