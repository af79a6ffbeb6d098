import type { SessionSummary } from '../../base/session.ts';
import type { SloMetric, SloTable } from '../../measure/slo-table.ts';

/** What the thresholds of `session` are judged against. */
export interface SessionFigures {
  readonly connectMs: number | null;
  readonly session: SessionSummary | null;
}

type Trip = 'p50' | 'p90' | 'p95' | 'p99' | 'max';
type Metric = SloMetric<SessionFigures>;

/** The metrics `--slo` of `session` may name. */
export const SESSION_METRICS: SloTable<SessionFigures> = {
  connect: { unit: 'ms', timing: true, read: ({ connectMs }) => connectMs },
  'command-p50': command('p50'),
  'command-p90': command('p90'),
  'command-p95': command('p95'),
  'command-p99': command('p99'),
  'command-max': command('max'),
  'ping-error-p50': pingError('p50'),
  'ping-error-p95': pingError('p95'),
  'ping-error-p99': pingError('p99'),
  'ping-error-max': pingError('max'),
  lost: count(({ commands, messages }) =>
    commands.lost === null || messages.lost === null ? null : commands.lost + messages.lost,
  ),
  misrouted: count(({ commands }) => commands.misrouted),
  repeated: count(({ commands }) => commands.repeated),
  unacknowledged: count(({ commands: { sent, confirmed } }) =>
    sent === null || confirmed === null ? null : sent - confirmed,
  ),
  'missing-pings': count(({ pings }) => pings.missing),
  unclean: count(({ clients }) => clients.asked - clients.closedCleanly),
  commands: count(({ commands }) => commands.received),
  pings: count(({ pings }) => pings.received),
};

const UNTOLD = 'the server does not tell the round trip of its commands';

function command(which: Trip): Metric {
  return {
    unit: 'ms',
    timing: true,
    read: ({ session }) => session?.commands.roundTripMs?.[which] ?? null,
    max: ({ session }) => session?.commands.roundTripMs?.max ?? null,
    why: ({ session }) => (session?.commands.roundTripMs === null ? UNTOLD : session?.commands.roundTripMs.reason),
  };
}

/** As a share of the interval between pings. */
function pingError(which: Trip): Metric {
  const share = ({ session }: SessionFigures, ms: number | null | undefined): number | null => {
    const interval = session?.pings.intervalMs ?? null;
    return interval === null || ms === null || ms === undefined ? null : ms / interval;
  };
  return {
    unit: 'share',
    timing: true,
    read: (figures) => share(figures, figures.session?.pings.errorMs?.[which]),
    max: (figures) => share(figures, figures.session?.pings.errorMs?.max),
    why: ({ session }) =>
      session?.pings.errorMs === null ? 'no schedule of pings is known' : session?.pings.errorMs.reason,
  };
}

function count(read: (session: SessionSummary) => number | null): Metric {
  return { unit: '', timing: false, read: ({ session }) => (session === null ? null : read(session)) };
}
