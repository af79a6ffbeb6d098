import type { Metadata } from '../../wire/types.ts';
import type { Reach, RunHead } from '../plan.ts';

/** One `session` run, settled and complete. Times in ms. */
export interface SessionPlan extends RunHead {
  readonly reach: Reach;
  readonly clients: number;
  /** Their ids are this, a dash and a number. */
  readonly clientPrefix: string;
  readonly connections: number;
  readonly durationMs: number;
  readonly heartbeatMs: number;
  /** Commands a second in all. */
  readonly commandRate: number;
  readonly pingIntervalMs: number | null;
  /** How long a session may take to deliver what is still to come, and then to end. */
  readonly closeMs: number;
  readonly idleMs: number | null;
  readonly metadata: Metadata;
  readonly maxMessageSize: number;
}

/** Commands each client is to get in the time it has. */
export function commandsOfEach({
  commandRate,
  clients,
  durationMs,
}: Pick<SessionPlan, 'commandRate' | 'clients' | 'durationMs'>): number {
  return Math.floor(((commandRate / clients) * durationMs) / 1000);
}
