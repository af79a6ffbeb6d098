import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { createSecureServer } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsOptions as ServerTls } from 'node:tls';
import type { Certificate } from '../wire-certs.ts';
import { certificate } from '../wire-certs.ts';
import type { RawPeer } from '../wire-raw-peer.ts';

const DAY_MS = 86_400_000;

export interface Keys {
  /** Its own authority, for localhost and 127.0.0.1. */
  readonly good: Certificate;
  readonly other: Certificate;
  readonly expired: Certificate;
  readonly future: Certificate;
}

export async function makeKeys(): Promise<Keys> {
  const now = Date.now();
  const [good, other, expired, future] = await Promise.all([
    certificate(),
    certificate({ names: ['other.test'] }),
    certificate({ from: now - 5 * DAY_MS, until: now - DAY_MS }),
    certificate({ from: now + DAY_MS, until: now + 5 * DAY_MS }),
  ]);
  return { good, other, expired, future };
}

/** Servers and files that are gone when the scene is struck. */
export class Scene {
  readonly keys: Keys;
  readonly #props: (() => unknown)[] = [];

  constructor(keys: Keys) {
    this.keys = keys;
  }

  onStrike(clean: () => unknown): void {
    this.#props.push(clean);
  }

  async strike(): Promise<void> {
    for (const clean of this.#props.splice(0).toReversed()) await clean();
  }

  /** Port of a server that listens on loopback. */
  async listening(server: Server, host = '127.0.0.1', port = 0): Promise<number> {
    const open = new Set<{ destroy(): void }>();
    server.on('connection', (socket: { destroy(): void }) => open.add(socket));
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    this.onStrike(
      () =>
        new Promise((resolve) => {
          for (const socket of open) socket.destroy();
          server.close(resolve);
        }),
    );
    return (server.address() as AddressInfo).port;
  }

  async peer(made: Promise<RawPeer>): Promise<number> {
    const server = await made;
    this.onStrike(() => server.close());
    return server.port;
  }

  /** HTTP/2 over TLS. */
  h2s(settings: ServerTls = {}): Promise<number> {
    return this.listening(createSecureServer({ ...this.keys.good, ...settings }));
  }

  folder(): string {
    const path = mkdtempSync(join(tmpdir(), 'wire-'));
    this.onStrike(() => rmSync(path, { recursive: true }));
    return path;
  }
}
