import type { SessionSummary } from '../../base/session.ts';
import { RoundTrips } from '../../measure/round-trips.ts';
import type { Metadata } from '../../wire/types.ts';
import type { ServerAccount } from '../v1/account.ts';
import { readAccount } from '../v1/account.ts';
import { IDS_HEADER, PING_HEADER, RATE_HEADER } from '../v1/asked.ts';
import type { PingVerdict } from './ping-schedule.ts';
import { judgePings } from './ping-schedule.ts';
import type { SessionOutcome } from './session.ts';

/** What was asked of all clients together. */
export interface Asked {
  readonly clients: number;
  /** Commands a second in all. */
  readonly rate: number;
  /** Commands each client waits for. */
  readonly commands: number;
  /** `--ping-interval`, ms. */
  readonly pingIntervalMs: number | null;
}

/** One session with what its server told of it. */
export interface ReadSession extends SessionOutcome {
  readonly index: number;
  readonly account: ServerAccount | null;
  /** Whether the ids of the commands name their client. */
  readonly isNumbered: boolean;
  /** Whether the server sends the commands that are asked for. */
  readonly isGranted: boolean;
  readonly ping: PingPlan;
}

/** When pings are due, or why nobody knows. */
export type PingPlan =
  | { readonly intervalMs: number; readonly origin: string; readonly verdict: PingVerdict }
  | { readonly intervalMs: null; readonly reason: string };

/** Reads headers and trailers of each session. */
export function readSessions(outcomes: readonly SessionOutcome[], asked: Asked): ReadSession[] {
  return outcomes.map((outcome, index) => {
    const headers = outcome.end.headers ?? [];
    return {
      ...outcome,
      index,
      // A session that was cut short left things on their way.
      account: isWhole(outcome) ? readAccount(outcome.end.trailers ?? []) : null,
      isNumbered: valueOf(headers, IDS_HEADER) === 'numbered',
      isGranted: valueOf(headers, RATE_HEADER) !== null,
      ping: pingPlan(outcome, valueOf(headers, PING_HEADER), asked.pingIntervalMs),
    };
  });
}

function isWhole({ phase, isCutShort }: SessionOutcome): boolean {
  return !isCutShort && (phase === 'closed' || phase === 'badly');
}

function pingPlan({ end, seen }: SessionOutcome, announced: string | null, said: number | null): PingPlan {
  const [strategy = '', seconds = ''] = (announced ?? '').split(' ');
  const told = strategy === 'interval' && Number(seconds) > 0 ? 1000 * Number(seconds) : null;
  const intervalMs = said ?? told;
  if (intervalMs === null) {
    if (strategy === 'disabled') return { intervalMs, reason: 'the server says that it does not ping' };
    if (strategy === 'on_idle') return { intervalMs, reason: 'the server pings only an idle stream' };
    return { intervalMs, reason: 'no interval is known: the server does not tell, and --ping-interval was not given' };
  }
  const leastLag = Math.max(0, (end.headersAt ?? end.sentAt) - end.sentAt);
  const schedule = {
    startAt: end.sentAt,
    endAt: Math.min(seen.closedAt ?? end.endedAt, end.endedAt),
    leastLag,
    intervalMs,
  };
  return {
    intervalMs,
    origin: said === null ? 'server' : '--ping-interval',
    verdict: judgePings(seen.pings, schedule),
  };
}

/** All sessions in figures. */
export function summarize(sessions: readonly ReadSession[], asked: Asked): SessionSummary {
  const sum = (read: (session: ReadSession) => number): number =>
    sessions.reduce((total, session) => total + read(session), 0);
  const told = sessions.flatMap((session) =>
    session.account === null ? [] : [{ ...session, account: session.account }],
  );
  const known = (read: (session: (typeof told)[number]) => number): number | null =>
    told.length === 0 ? null : told.reduce((total, session) => total + read(session), 0);
  const planned = sessions.flatMap(({ ping }) => (ping.intervalMs === null ? [] : [ping]));
  const [first] = planned;
  return {
    clients: {
      asked: asked.clients,
      opened: sum(({ phase }) => Number(phase !== 'refused')),
      closedCleanly: sum(({ phase }) => Number(phase === 'closed')),
    },
    messages: {
      sent: sum(({ seen }) => seen.sent),
      heartbeats: sum(({ seen }) => seen.heartbeats),
      heard: known(({ account }) => account.messages),
      lost: known(lostMessages),
    },
    commands: {
      askedRate: asked.rate,
      sent: known(({ account }) => account.commands),
      received: sum(({ seen }) => seen.commands),
      acknowledged: sum(({ seen }) => seen.acknowledged),
      confirmed: known(({ account }) => account.acknowledged),
      lost: known(lostCommands),
      misrouted: sessions.some(({ isNumbered }) => isNumbered) ? sum(misrouted) : null,
      repeated: sum(({ seen }) => seen.repeated.count),
      roundTripMs: told.length === 0 ? null : roundTrips(told.map(({ account }) => account)),
    },
    pings: {
      received: sum(({ seen }) => seen.pings.length),
      missing: planned.length === 0 ? null : planned.reduce((total, { verdict }) => total + verdict.missing.length, 0),
      intervalMs: first?.intervalMs ?? null,
      intervalOrigin: first?.origin ?? null,
      errorMs: planned.length === 0 ? null : pingErrors(planned.map(({ verdict }) => verdict)),
    },
  };
}

/** Commands the server sent that did not come. */
export function lostCommands({ account, seen }: Pick<ReadSession, 'account' | 'seen'>): number {
  return Math.max(0, (account?.commands ?? 0) - seen.commands);
}

/** Messages of ours the server did not take. */
export function lostMessages({ account, seen }: Pick<ReadSession, 'account' | 'seen'>): number {
  return Math.max(0, seen.sent - (account?.messages ?? seen.sent));
}

/** Commands that name another client; ids that only look like it are those of a server that does not number. */
export function misrouted({ isNumbered, seen }: Pick<ReadSession, 'isNumbered' | 'seen'>): number {
  return isNumbered ? seen.foreign.count : 0;
}

function roundTrips(accounts: readonly ServerAccount[]): SessionSummary['commands']['roundTripMs'] {
  const all = new RoundTrips();
  for (const [us, count] of accounts.flatMap((account) => account.roundTrips)) {
    for (let i = 0; i < count; i += 1) all.add(us / 1000);
  }
  return all.close();
}

function pingErrors(verdicts: readonly PingVerdict[]): SessionSummary['pings']['errorMs'] {
  const all = new RoundTrips();
  for (const { errorMs } of verdicts.flatMap(({ errors }) => errors)) all.add(errorMs);
  return all.close();
}

function valueOf(metadata: Metadata, key: string): string | null {
  return metadata.find(([name]) => name === key)?.[1] ?? null;
}
