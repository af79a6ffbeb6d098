import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Connection } from '../../src/wire/types.ts';
import { COMPRESSED_CASES, INTEROP_CASES } from '../support/interop-cases.ts';
import { startCompressor } from '../support/interop-compressor.ts';
import { startInteropServer } from '../support/interop-server.ts';
import { certificate } from '../support/wire-certs.ts';
import { connectTo } from '../support/wire-client.ts';

/** Starts a server for the cases of a block, and dials it once. */
function connected(start: () => Promise<{ connection: Connection; close: () => Promise<void> }>): () => Connection {
  let up: Awaited<ReturnType<typeof start>> | undefined;
  beforeAll(async () => {
    up = await start();
  });
  afterAll(async () => {
    await up?.connection.close();
    await up?.close();
  });
  return () => {
    if (!up) throw new Error('no server');
    return up.connection;
  };
}

describe.each([
  ['plaintext', false],
  ['TLS', true],
])('the interoperability cases against @grpc/grpc-js over %s', (_, secure) => {
  const connection = connected(async () => {
    const keys = secure ? await certificate() : null;
    const server = await startInteropServer(keys ? { tls: keys } : {});
    const options = keys ? { security: 'tls' as const, tls: { ca: keys.cert } } : {};
    return { connection: await connectTo(server.port, options), close: () => server.close() };
  });

  it.each(INTEROP_CASES)('$name', ({ run }) => run(connection()));
});

describe('the interoperability cases with compression, against node:http2', () => {
  const connection = connected(async () => {
    const server = await startCompressor();
    return { connection: await connectTo(server.port), close: () => server.close() };
  });

  it.each(COMPRESSED_CASES)('$name', ({ run }) => run(connection()));
});
