import type { RoundTripSummary, RunResult } from '../base/result.ts';
import type { SessionSummary } from '../base/session.ts';
import { plural, printable } from '../base/text.ts';
import { formatMs, formatNumber } from '../base/units.ts';
import type { Style } from './style.ts';
import { labelled } from './wrap.ts';

const COLUMN = 14;

/** What a session run counted and measured, and who measured it; empty for other runs. */
export function sessionPart({ session }: Pick<RunResult, 'session'>, { width, chalk }: Style): string[] {
  if (session === undefined) return [];
  const lines = sessionRows(session).map(([label, text]) =>
    labelled(`  ${label}`, printable(text, 2000), width, COLUMN),
  );
  return [[chalk.bold('sessions'), ...lines].join('\n')];
}

/** Label and text of each line. */
export function sessionRows(session: SessionSummary): (readonly [label: string, text: string])[] {
  const { clients, messages, commands, pings } = session;
  return [
    ['clients', `${clients.opened} of ${clients.asked} opened, ${clients.closedCleanly} closed cleanly`],
    [
      'messages',
      `${messages.sent} sent, ${plural(messages.heartbeats, 'heartbeat')} among them, ` +
        `${told(messages.heard, 'taken by the server')}, ${told(messages.lost, 'lost')}`,
    ],
    [
      'commands',
      `${told(commands.sent, 'sent by the server')}, ${commands.received} received, ${commands.acknowledged} acknowledged, ` +
        `${told(commands.confirmed, 'confirmed by the server')}, ${told(commands.lost, 'lost')}, ${told(commands.misrouted, 'misrouted')}, ` +
        `${commands.repeated} repeated`,
    ],
    [
      'round trip',
      commands.roundTripMs === null
        ? 'the server does not tell it'
        : `${trips(commands.roundTripMs)} (measured by the server)`,
    ],
    [
      'pings',
      `${pings.received} received, ${told(pings.missing, 'missing')}` +
        (pings.intervalMs === null
          ? ''
          : `, one every ${formatMs(pings.intervalMs)} (${pings.intervalOrigin ?? 'unknown'})`),
    ],
    ...pingError(pings),
  ];
}

/** The figures of the verdict line. */
export function sessionFigures({ clients, commands }: SessionSummary): string[] {
  const p95 = commands.roundTripMs?.p95 ?? null;
  return [
    plural(clients.opened, 'session'),
    plural(commands.received, 'command'),
    ...(p95 === null ? [] : [`command p95 ${formatMs(p95)}`]),
  ];
}

function pingError({ errorMs, intervalMs }: SessionSummary['pings']): (readonly [label: string, text: string])[] {
  if (errorMs === null || intervalMs === null) return [];
  const share =
    errorMs.p95 === null ? '' : `; p95 is ${formatNumber((100 * errorMs.p95) / intervalMs, 1)} % of the interval`;
  return [['ping error', `${trips(errorMs)} off schedule (measured by us)${share}`]];
}

function trips({ count, p50, p95, p99, max, reason }: RoundTripSummary): string {
  if (count === 0) return 'none';
  const named = [['p50', p50] as const, ['p95', p95] as const, ['p99', p99] as const, ['max', max] as const];
  const words = named.flatMap(([name, value]) => (value === null ? [] : [`${name} ${formatMs(value)}`]));
  return [...words, `n=${count}`, ...(reason === undefined || p95 !== null ? [] : ['too few for p95'])].join(', ');
}

function told(value: number | null, what: string): string {
  return value === null ? `${what}: not told` : `${value} ${what}`;
}
