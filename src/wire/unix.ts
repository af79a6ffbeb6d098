import { stat } from 'node:fs/promises';
import type { Socket } from 'node:net';
import type { AttemptLimit } from './attempt-limit.ts';
import { PhaseError } from './dial-causes.ts';
import type { UnixTarget } from './target.ts';
import { connectSocket } from './tcp.ts';

/** A connection to a unix socket. Throws a PhaseError; a file that is no socket is `unix-missing`, which no wait mends. */
export async function connectUnix({ path, address }: UnixTarget, limit: AttemptLimit): Promise<Socket> {
  try {
    return await connectSocket({ path }, address, limit);
  } catch (thrown) {
    // The kernel refuses both a socket nobody listens on and a file that is none.
    const found = await stat(path).catch(() => null);
    if (found === null || found.isSocket() || !(thrown instanceof PhaseError)) throw thrown;
    const what = found.isDirectory() ? 'a folder' : 'no socket';
    throw new PhaseError('unix-missing', `${address} is ${what}`, {
      hint: 'check the path: it names a file that is not the socket of a server',
      cause: thrown,
    });
  }
}
