import type { SecureVersion } from 'node:tls';
import { connect } from 'node:tls';

/** What a client that speaks at most TLS 1.1, and one that speaks at most TLS 1.2, hear from a server: version or error code. */
export async function oldClients(address: string): Promise<readonly [tls11: string, tls12: string]> {
  return [await greet(address, 'TLSv1.1'), await greet(address, 'TLSv1.2')];
}

function greet(address: string, maxVersion: SecureVersion): Promise<string> {
  const [host = '', port = ''] = address.split(':');
  return new Promise((resolve) => {
    // Old versions take ciphers that OpenSSL offers on request only.
    const old = { minVersion: 'TLSv1', maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const socket = connect({
      host,
      port: Number(port),
      rejectUnauthorized: false,
      ALPNProtocols: ['h2', 'http/1.1'],
      ...old,
    });
    socket.on('secureConnect', () => {
      resolve(socket.getProtocol() ?? 'none');
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}
