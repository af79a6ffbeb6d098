import { createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startServer } from '../../src/serve/grpc-server.ts';
import { GrpcService } from '../../src/serve/service.ts';
import { RawClient } from '../support/serve-client.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function whileTaken<T>(use: (port: number) => Promise<T>): Promise<T> {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const address = taken.address();
  try {
    return await use(typeof address === 'object' && address ? address.port : 0);
  } finally {
    taken.close();
  }
}

describe('startServer', () => {
  it('serves health for the server and each service, until it is closed', async () => {
    const server = await startServer(new GrpcService(), [{ service: 'a.B', method: 'C', kind: 'unary' }], {
      graceMs: 50,
    });
    const client = new RawClient(server.address);
    const health = await client.unary('/grpc.health.v1.Health/Check', Buffer.from([0x0a, 3, ...Buffer.from('a.B')]));
    expect(health.messages[0]).toEqual(Buffer.from([0x08, 1]));
    client.close();
    await Promise.all([server.close(), server.close()]);
  });

  it('says that the port is taken, what to try, and leaves the words to us', async () => {
    vi.stubEnv('GRPC_VERBOSITY', undefined);
    vi.stubEnv('GRPC_NODE_VERBOSITY', undefined);
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    await whileTaken((port) =>
      expect(startServer(new GrpcService(), [], { port })).rejects.toMatchObject({
        code: 'config',
        message: expect.stringMatching(/^cannot listen on 127\.0\.0\.1:\d+: listen EADDRINUSE/) as string,
        hint: 'choose another --port, or 0 for a free one',
      }),
    );
    expect(said.mock.calls).toEqual([]);
  });

  it('lets grpc-js speak where the environment asks for it', async () => {
    vi.stubEnv('GRPC_VERBOSITY', 'ERROR');
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    await whileTaken((port) => expect(startServer(new GrpcService(), [], { port })).rejects.toThrow('EADDRINUSE'));
    expect(said.mock.calls.length).toBeGreaterThan(0);
  });

  it('writes an IPv6 host in brackets', async () => {
    const server = await startServer(new GrpcService(), [], { host: '::1', graceMs: 50 });
    expect(server.address).toBe(`[::1]:${server.port}`);
    await server.close();
  });
});
