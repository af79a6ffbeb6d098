import type { RoundTripSummary } from './metrics.ts';

/** What a `session` run saw of all its clients together. Null where a server does not tell. */
export interface SessionSummary {
  readonly clients: {
    readonly asked: number;
    readonly opened: number;
    /** Ended with OK after we closed our side. */
    readonly closedCleanly: number;
  };
  readonly messages: {
    readonly sent: number;
    readonly heartbeats: number;
    /** Those the server says it took. */
    readonly heard: number | null;
    readonly lost: number | null;
  };
  readonly commands: {
    /** A second, over all clients; and what the server granted it would send. */
    readonly askedRate: number;
    readonly sent: number | null;
    readonly received: number;
    readonly acknowledged: number;
    /** Acknowledgements the server says it got. */
    readonly confirmed: number | null;
    readonly lost: number | null;
    readonly misrouted: number | null;
    readonly repeated: number;
    /** From sending a command to its acknowledgement, as the server measured it; null where it does not tell. */
    readonly roundTripMs: RoundTripSummary | null;
  };
  readonly pings: {
    readonly received: number;
    readonly missing: number | null;
    readonly intervalMs: number | null;
    /** Who said so: `server` or `--ping-interval`. */
    readonly intervalOrigin: string | null;
    /** How far each was off its schedule, as we measured it. */
    readonly errorMs: RoundTripSummary | null;
  };
}
