import type { CallEnd } from '../../../src/wire/types.ts';
import { unary } from '../../../src/wire/unary.ts';
import { connectTo, exchange, MAX } from '../wire-client.ts';
import { rawPeer } from '../wire-raw-peer.ts';
import type { Misbehaviour } from './row.ts';

export interface Witnessed {
  readonly end: CallEnd;
  readonly texts: readonly string[];
}

/** What our client makes of a misbehaviour; `open` leaves the request open meanwhile. */
export async function witnessed(row: Misbehaviour, open: boolean): Promise<Witnessed> {
  const { script, peer = {}, call = {} } = row;
  if (!row.unary) {
    const { end, sink } = await exchange(script, { open, peer, call });
    return { end, texts: sink.texts };
  }
  const server = await rawPeer(script, peer);
  const connection = await connectTo(server.port);
  const options = { method: '/t.T/M', maxMessageSize: MAX, ...call };
  const { end } = await unary(connection, options, Buffer.from('request'));
  await connection.close();
  await server.close();
  return { end, texts: Array.from({ length: end.messages }, () => 'ab') };
}
