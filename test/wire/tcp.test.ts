import { describe, expect, it } from 'vitest';
import { AttemptLimit } from '../../src/wire/attempt-limit.ts';
import type { TcpTarget } from '../../src/wire/target.ts';
import { parseTarget } from '../../src/wire/target.ts';
import { connectAny, resolve } from '../../src/wire/tcp.ts';
import { tcpPeer } from '../support/wire-raw-peer.ts';

const limit = (): AttemptLimit => new AttemptLimit(5000, undefined);
const v4 = (address: string) => ({ address, family: 4 });

describe('the addresses of a name', () => {
  it('are all tried, in turn', async () => {
    const peer = await tcpPeer(() => undefined);
    const target = parseTarget(`name:${peer.port}`) as TcpTarget;
    const addresses = [{ address: '::1', family: 6 }, v4('127.0.0.2'), v4('127.0.0.1')];
    const socket = await connectAny(target, addresses, limit());
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
    await peer.close();
  });

  it('all appear when none answers, and the telling cause wins', async () => {
    const peer = await tcpPeer(() => undefined);
    await peer.close();
    const target = parseTarget(`name:${peer.port}`) as TcpTarget;
    const failed = connectAny(target, [v4('255.255.255.255'), v4('127.0.0.1')], limit());
    await expect(failed).rejects.toMatchObject({
      why: 'tcp-refused',
      message: expect.stringMatching(/255\.255\.255\.255:\d+ cannot.*; 127\.0\.0\.1:\d+ refused/) as string,
    });
  });

  it('are found by name', async () => {
    const found = await resolve('localhost', limit());
    expect(found.map(({ address }) => address)).toContain('127.0.0.1');
    await expect(resolve('nowhere.invalid', limit())).rejects.toMatchObject({ why: 'dns' });
  });
});
