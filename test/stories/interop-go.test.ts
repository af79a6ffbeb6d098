import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Connection } from '../../src/wire/types.ts';
import { INTEROP_CASES } from '../support/interop-cases.ts';
import { connectTo } from '../support/wire-client.ts';

/** `google.golang.org/grpc/interop/server`; `npm run interop` builds it. */
const SERVER = process.env['GRPC_INTEROP_SERVER'] ?? 'grpc-interop-server';
const available = spawnSync(SERVER, ['-help']).error === undefined;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.skipIf(!available)(
  'the interoperability server of grpc-go (skipped where GRPC_INTEROP_SERVER names none; npm run interop builds it)',
  () => {
    let server: ChildProcess | undefined;
    let connection: Connection | undefined;

    beforeAll(async () => {
      const port = await freePort();
      server = spawn(SERVER, ['-port', String(port)], { stdio: 'ignore' });
      connection = await connectTo(port, { retries: 50, retryDelayMs: 100, retryMaxDelayMs: 100 });
    });
    afterAll(async () => {
      await connection?.close();
      server?.kill('SIGKILL');
    });

    // Not the compressed cases: grpc-go's server knows neither expect_compressed nor response_compressed.
    it.each(INTEROP_CASES)('$name', async ({ run }) => {
      if (!connection) throw new Error('no connection');
      await run(connection);
    });
  },
);
