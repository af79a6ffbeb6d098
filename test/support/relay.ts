import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A TCP relay that can turn into a black hole: connections stay open, and nothing gets through any more. */
export interface Relay {
  readonly address: string;
  swallow(): void;
  stop(): Promise<void>;
}

export async function relay(to: string): Promise<Relay> {
  const [host = '', port = ''] = to.split(':');
  const sockets = new Set<Socket>();
  let isOpen = true;
  const server = createServer((near) => {
    const far = connect(Number(port), host);
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk: Buffer) => isOpen && into.write(chunk));
      from.on('error', () => {});
      from.on('close', () => isOpen && into.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    swallow: () => void (isOpen = false),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
