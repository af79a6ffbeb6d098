import { usage } from '../../base/failure.ts';
import { plural } from '../../base/text.ts';
import { connect } from '../../wire/connect.ts';
import type { Connection } from '../../wire/types.ts';
import type { Host } from '../host.ts';
import type { Reach } from '../plan.ts';
import type { BenchLoad } from './plan.ts';
import { shares } from './plan.ts';

/** The connections of a bench, with as many streams for each as it is to carry. */
export interface Spread {
  readonly connections: readonly Connection[];
  readonly shares: readonly number[];
  readonly notes: readonly string[];
  /** Opens a further one. */
  readonly dial: () => Promise<Connection>;
}

/**
 * Opens the connections one after the other: as many as were asked for, else as many as the peer's
 * MAX_CONCURRENT_STREAMS needs; one for streams that come and go, as nobody knows how many will run at a time. `opened` is told of each, so that somebody closes it whatever happens.
 * @throws Failure `usage` when the peer does not take so many streams on the connections asked for; what dialling throws.
 */
export async function openConnections(
  plan: BenchLoad,
  wanted: Reach,
  host: Host,
  opened: (connection: Connection) => void,
): Promise<Spread> {
  const dial = async (streams: number): Promise<Connection> => {
    const { clock, random, signal, onAttempt } = host;
    const reach = { ...wanted, streams, clock, random, signal };
    const connection = await connect(onAttempt ? { ...reach, onAttempt } : reach);
    opened(connection);
    return connection;
  };
  const each = Math.ceil(plan.streams / (plan.connections ?? 1));
  const first = await dial(each);
  const limit = first.settings.maxConcurrentStreams;
  const isOpen = plan.starts?.kind === 'rate';
  const split = spread(isOpen ? { ...plan, streams: plan.connections ?? 1 } : plan, limit);
  const connections = [first];
  for (const streams of split.slice(1)) connections.push(await dial(streams));
  const more = plan.connections === null && split.length > 1;
  const notes = more
    ? [`the peer takes ${plural(limit ?? 0, 'stream')} a connection, so ${split.length} connections were opened`]
    : [];
  return { connections, shares: split, notes, dial: () => dial(each) };
}

/**
 * Streams of each connection. `limit`: how many the peer takes on one, null for any number.
 * @throws Failure `usage` when they do not fit.
 */
export function spread(
  { streams, connections }: Pick<BenchLoad, 'streams' | 'connections'>,
  limit: number | null,
): number[] {
  if (limit === 0) throw usage('the peer takes no streams at all (MAX_CONCURRENT_STREAMS 0)', 'ask its owner why');
  const needed = limit === null ? 1 : Math.ceil(streams / limit);
  if (connections === null) return shares(streams, needed);
  if (connections < needed) {
    throw usage(
      `the peer takes ${plural(limit ?? 0, 'stream')} a connection (MAX_CONCURRENT_STREAMS), too few for ${plural(streams, 'stream')} over ${plural(connections, 'connection')}`,
      `leave --connections out, or make it ${needed}`,
    );
  }
  return shares(streams, connections);
}
