import { secretsOfUrl } from '../../base/secrets.ts';
import { parseDuration } from '../../base/units.ts';
import type { SessionConfig } from '../../session/config.ts';
import { PRESET_NAMES } from '../../session/presets.ts';
import type { PresetName } from '../../session/presets.ts';
import { choice, count, text, time } from '../kinds.ts';
import type { Option, OptionTable } from '../option.ts';
import type { OutputValues } from './output.ts';
import { SERVE } from './serve.ts';
import type { ServerTlsValues } from './server-tls.ts';

/** A time in ms; `none` for no limit; null where nothing was said. */
type Limit = number | 'none' | null;

/** The fields of SessionConfig as flags; null where nothing was said. Times in ms. */
export type SessionConfigValues = {
  readonly [K in keyof SessionConfig]: K extends 'queueTimeout' | 'connectionTimeout' ? Limit : SessionConfig[K] | null;
};

/** The session server. */
export interface SessionServerValues {
  readonly host: string;
  readonly port: number;
  readonly preset: PresetName | null;
  readonly sessionConfig: string | null;
  readonly centrifugo: string | null;
  readonly centrifugoKeyEnv: string | null;
  readonly statsPort: number | null;
  readonly statsInterval: number;
  readonly fault: string | null;
}

/** All options of `serve session`. */
export type ServeSessionValues = SessionServerValues &
  SessionConfigValues &
  ServerTlsValues &
  Pick<OutputValues, 'config' | 'quiet'>;

/** One for `serve session`, and for the server `session` embeds. */
export const PRESET: Option<PresetName | null> = {
  argument: '<name>',
  help: PRESET_NAMES.join(', '),
  fallback: null,
  takes: `one of ${PRESET_NAMES.join(', ')}`,
  parse: (value) => {
    const wanted = value.trim().toUpperCase().replaceAll('-', '_');
    return PRESET_NAMES.find((name) => name === wanted);
  },
};

/** Faults of a session server: a script of its own beside that of the simulator in the same file. */
export const SESSION_FAULT: Option<string | null> = text(
  '<script>',
  null,
  "faults to commit: 'drop-ack@5,late-ping@2' (see serve session --help)",
  { joined: true, setting: 'sessionFault' },
);

export const SESSION_SERVER: OptionTable<SessionServerValues> = {
  host: SERVE.host,
  port: SERVE.port,
  preset: { ...PRESET, help: `${PRESET.help}; PRODUCTION unless said otherwise` },
  sessionConfig: text('<file>', null, 'session settings from this file (JSON or YAML), times in seconds'),
  centrifugo: text('<url>', null, 'publish messages and commands to this Centrifugo server', {
    secrets: secretsOfUrl,
  }),
  centrifugoKeyEnv: text('<name>', null, 'environment variable that holds the API key of --centrifugo', {
    secrets: (name, env) => [env[name] ?? ''],
  }),
  statsPort: count(null, 'serve statistics over HTTP on this port, /stats and /metrics; 0 takes a free one', 0, 65_535),
  statsInterval: time(10_000, 'how often a line of statistics is written to stderr, when something happened'),
  fault: SESSION_FAULT,
};

export const SESSION_CONFIG: OptionTable<SessionConfigValues> = {
  streamingMode: choice(['async_for', 'anext'], null, 'how messages are read'),
  pingStrategy: choice(['interval', 'on_idle', 'disabled'], null, 'when clients are pinged'),
  pingInterval: time(null, 'between two pings'),
  pingTimeout: time(null, 'silence after which a client is disconnected'),
  maxQueueSize: count(null, 'commands that may wait for one client'),
  queueTimeout: limit('how long a command waits for room in a full queue, or none'),
  yieldEventLoop: toggle('let commands out while messages pour in'),
  connectionTimeout: limit('how long one wait for a message lasts before it is counted, or none'),
  maxConsecutiveErrors: count(null, 'messages in a row that may fail; 0 is no limit', 0),
  publish: toggle('publish to Centrifugo, where there is one'),
  publishPrefix: text('<text>', null, 'first part of the channels'),
  publishMessages: toggle('publish what clients say'),
  publishCommands: toggle('publish what clients are told'),
  circuitBreaker: toggle('stop asking a Centrifugo server that fails'),
  circuitBreakerThreshold: count(null, 'failures in a row that open the breaker'),
  circuitBreakerTimeout: time(null, 'how long the breaker stays open'),
  logging: toggle('say on stderr who comes and goes, and what goes wrong'),
  loggerName: text('<text>', null, 'the name such lines begin with'),
};

/** A switch that may be left open: on, off, or as the preset has it. */
function toggle(help: string): Option<boolean | null> {
  return {
    help,
    fallback: null,
    takes: 'true or false',
    parse: (value) => ({ true: true, false: false })[value.trim().toLowerCase()],
  };
}

function limit(help: string): Option<Limit> {
  return {
    argument: '<time>',
    help,
    fallback: null,
    takes: 'a time such as 10s, or none',
    parse: (value) => (value.trim() === 'none' ? 'none' : parseDuration(value) || undefined),
  };
}
