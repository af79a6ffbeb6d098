import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns';
import type { NetConnectOpts, Socket } from 'node:net';
import { connect, isIP } from 'node:net';
import type { DialCause } from '../base/failure.ts';
import { formatMs } from '../base/units.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import { PhaseError, tcpCause } from './dial-causes.ts';
import type { TcpTarget } from './target.ts';

/** All addresses of a name, in the resolver's order. Throws a PhaseError `dns`. */
export function resolve(host: string, limit: AttemptLimit): Promise<readonly LookupAddress[]> {
  const late = {
    cause: 'dns',
    message: `no answer to the lookup of ${host} within ${formatMs(limit.totalMs)}`,
  } as const;
  return limit.run<readonly LookupAddress[]>((resolve, reject) => {
    lookup(host, { all: true, verbatim: true }, (error, addresses) => {
      if (error) reject(new PhaseError('dns', `${host} cannot be resolved (${error.code})`, { cause: error }));
      else if (addresses.length === 0) reject(new PhaseError('dns', `${host} has no address`));
      else resolve(addresses);
    });
    return () => undefined;
  }, late);
}

/** A connection to the first address that accepts one; the limit is shared out fairly among those left. */
export async function connectAny(
  target: TcpTarget,
  addresses: readonly LookupAddress[],
  limit: AttemptLimit,
): Promise<Socket> {
  const failures: PhaseError[] = [];
  for (const [i, { address }] of addresses.entries()) {
    const share = limit.leftMs / (addresses.length - i);
    const text = isIP(address) === 6 ? `[${address}]:${target.port}` : `${address}:${target.port}`;
    try {
      return await connectSocket({ host: address, port: target.port }, text, limit, share);
    } catch (thrown) {
      if (!(thrown instanceof PhaseError)) throw thrown;
      failures.push(thrown);
    }
  }
  throw worst(failures);
}

/** A connection to one address or unix socket. `text` names it in messages. */
export function connectSocket(
  where: NetConnectOpts,
  text: string,
  limit: AttemptLimit,
  withinMs: number = limit.leftMs,
): Promise<Socket> {
  const late = { cause: 'tcp-timeout', message: `${text} did not answer within ${formatMs(withinMs)}` } as const;
  return limit.run<Socket>(
    (resolve, reject) => {
      const socket = connect(where);
      socket.on('error', (error: NodeJS.ErrnoException) => {
        reject(new PhaseError(tcpCause(error.code), describe(error.code, text), { cause: error }));
      });
      socket.once('connect', () => {
        socket.setNoDelay(true);
        resolve(socket);
      });
      return () => socket.destroy();
    },
    late,
    withinMs,
  );
}

function describe(code: string | undefined, text: string): string {
  if (code === 'ECONNREFUSED') return `${text} refused the connection`;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `there is no ${text}`;
  if (code === 'EACCES' || code === 'EPERM') return `${text} may not be opened (${code})`;
  return `${text} cannot be reached (${code ?? 'unknown'})`;
}

/** The failure that says most: an address family this machine lacks says least. */
function worst(failures: readonly PhaseError[]): PhaseError {
  const rank: readonly DialCause[] = ['tcp-timeout', 'tcp-reset', 'tcp-refused'];
  const told = failures.toSorted((a, b) => place(a) - place(b))[0] as PhaseError;
  const message = failures.map((failure) => failure.message).join('; ');
  return new PhaseError(told.why, message, { cause: told.cause });
  function place(failure: PhaseError): number {
    const at = rank.indexOf(failure.why);
    return at === -1 ? rank.length : at;
  }
}
