import type { LookupAddress, LookupAllOptions } from 'node:dns';
import { lookup as systemLookup } from 'node:dns';
import type { NetConnectOpts, Socket } from 'node:net';
import { isIP } from 'node:net';
import { formatMs } from '../base/units.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import { PhaseError } from './dial-causes.ts';
import type { TcpTarget, UnixTarget } from './target.ts';
import { connectSocket } from './tcp.ts';
import { connectUnix } from './unix.ts';

/** One address at which a target may be reached. */
export interface Place {
  /** As messages name it: `host:port`, `[v6]:port` or `unix:/path`. */
  readonly text: string;
  readonly where: NetConnectOpts;
  connect(limit: AttemptLimit): Promise<Socket>;
}

/** How names become addresses: `dns.lookup`, or what stands in for it. */
export type Lookup = (
  host: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** All addresses of a name, in the resolver's order. Throws a PhaseError `dns`. */
export async function placesOfName(
  { host, port }: TcpTarget,
  limit: AttemptLimit,
  lookup: Lookup = systemLookup,
): Promise<readonly Place[]> {
  const message = `no answer to the lookup of ${host} within ${formatMs(limit.totalMs)}`;
  const addresses = await limit.run<readonly LookupAddress[]>(
    (resolve, reject) => {
      lookup(host, { all: true, verbatim: true }, (error, found) => {
        if (error) reject(new PhaseError('dns', `${host} cannot be resolved (${error.code})`, { cause: error }));
        else if (found.length === 0) reject(new PhaseError('dns', `${host} has no address`));
        else resolve(found);
      });
      return () => undefined;
    },
    { cause: 'dns', message },
  );
  return addresses.map(({ address }) => placeOfAddress(address, port));
}

/** An IP address, without brackets. */
export function placeOfAddress(host: string, port: number): Place {
  const text = isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
  const where = { host, port };
  return { text, where, connect: (limit) => connectSocket(where, text, limit) };
}

/** A unix socket. */
export function placeOfSocket(target: UnixTarget): Place {
  const { address, path } = target;
  return { text: address, where: { path }, connect: (limit) => connectUnix(target, limit) };
}
