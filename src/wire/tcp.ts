import type { NetConnectOpts, Socket } from 'node:net';
import { connect } from 'node:net';
import { formatMs } from '../base/units.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import { PhaseError, tcpCause } from './dial-causes.ts';

/** A connection to one address or unix socket; `text` names it in messages. Throws a PhaseError. */
export function connectSocket(where: NetConnectOpts, text: string, limit: AttemptLimit): Promise<Socket> {
  const late = { cause: 'tcp-timeout', message: `${text} did not answer within ${formatMs(limit.totalMs)}` } as const;
  return limit.run<Socket>((resolve, reject) => {
    const socket = connect(where);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      reject(new PhaseError(tcpCause(error.code), describe(error.code, text), { cause: error }));
    });
    socket.once('connect', () => {
      socket.setNoDelay(true);
      resolve(socket);
    });
    return () => socket.destroy();
  }, late);
}

function describe(code: string | undefined, text: string): string {
  if (code === 'ECONNREFUSED') return `${text} refused the connection`;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `there is no ${text}`;
  if (code === 'EACCES' || code === 'EPERM') return `${text} may not be opened (${code})`;
  return `${text} cannot be reached (${code ?? 'unknown'})`;
}
