import { count, text, texts, time } from '../kinds.ts';
import type { Option, OptionTable } from '../option.ts';
import type { EmbeddedValues } from './checks.ts';
import { EMBEDDED } from './checks.ts';
import type { ConnectionValues } from './connection.ts';
import type { OutputValues } from './output.ts';
import { PRESET, SESSION_FAULT } from './serve-session.ts';
import type { SessionServerValues } from './serve-session.ts';

/** How many sessions, how long, and what is done in them. Times in ms. */
export interface SessionRunValues {
  readonly clients: number;
  readonly duration: number;
  /** A second, in all; null: one for each client. */
  readonly commands: number | null;
  readonly heartbeat: number;
  readonly pingInterval: number | null;
  readonly clientPrefix: string | null;
  readonly connections: number | null;
  readonly closeTimeout: number;
  readonly idleTimeout: number | null;
  readonly slo: readonly string[];
}

/** The embedded session server. */
export type SessionEmbeddedValues = Pick<EmbeddedValues, 'embedded'> & Pick<SessionServerValues, 'preset' | 'fault'>;

/** Settings of `session`. */
export type SessionValues = SessionRunValues & SessionEmbeddedValues & ConnectionValues & OutputValues;

export const SESSION_RUN: OptionTable<SessionRunValues> = {
  clients: count(1, 'sessions to keep at the same time', 1, 100_000, { aliases: ['c', 'concurrency'] }),
  duration: time(10_000, 'how long each session is kept before it is closed', {
    aliases: ['z'],
    setting: 'sessionDuration',
  }),
  commands: commands(),
  heartbeat: time(1000, 'time between two heartbeats of a client'),
  pingInterval: time(null, 'the schedule of the pings, where the server does not tell it', {
    setting: 'expectedPingInterval',
  }),
  clientPrefix: text('<text>', null, 'client ids are this, a dash and a number; different for each run unless said'),
  connections: count(null, 'connections the sessions share; one for each 100 sessions unless said', 1, 10_000),
  closeTimeout: time(5000, 'how long commands may still come at the end, and then the status of a closed session'),
  idleTimeout: time(null, 'silence after which a session counts as stalled; none unless said', {
    setting: 'sessionIdleTimeout',
  }),
  slo: texts('<limits>', "limits such as 'command-p95<50ms, ping-error-p95<20%, lost=0'; none clears the default", {
    list: true,
  }),
};

export const SESSION_EMBEDDED: OptionTable<SessionEmbeddedValues> = {
  embedded: { ...EMBEDDED.embedded, help: 'use the embedded session server even where a pipeline runs' },
  preset: {
    ...PRESET,
    setting: 'embeddedPreset',
    help: `preset of the embedded session server: ${PRESET.help}; LOW_LATENCY unless said otherwise`,
  },
  fault: {
    ...SESSION_FAULT,
    help: "faults for the embedded session server: 'drop-ack@5,late-ping@2' (see serve session --help)",
  },
};

function commands(): Option<number | null> {
  return {
    argument: '<n/s>',
    help: 'commands a second the server is asked for, over all clients; one for each client unless said, 0 none',
    fallback: null,
    takes: 'a rate such as 100/s, 30/m or 0',
    parse: (value) => {
      const [, amount, unit = 's'] = /^\s*(\d+(?:\.\d+)?)\s*(?:\/\s*(s|m))?\s*$/.exec(value) ?? [];
      const rate = amount === undefined ? Number.NaN : Number(amount) / (unit === 'm' ? 60 : 1);
      return rate <= 1_000_000 ? rate : undefined;
    },
  };
}
