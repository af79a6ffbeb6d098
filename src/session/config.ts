import { Failure } from '../base/failure.ts';
import { didYouMean, printable } from '../base/text.ts';
import type { FieldRule } from './config-rules.ts';
import { flag, oneOf, seconds, text, whole } from './config-rules.ts';

/** How a session service behaves. Times are in seconds. */
export interface SessionConfig {
  /** `anext` pulls one message at a time and honours connectionTimeout; `async_for` iterates. */
  readonly streamingMode: 'async_for' | 'anext';
  readonly pingStrategy: 'interval' | 'on_idle' | 'disabled';
  readonly pingInterval: number;
  /** A client silent for so long is disconnected; not enforced while pings are disabled. */
  readonly pingTimeout: number;
  /** Commands that may wait for one client. */
  readonly maxQueueSize: number;
  /** How long a command waits for room in a full queue; null waits as long as the client is there. */
  readonly queueTimeout: number | null;
  /** Lets the event loop turn after every message, so that commands go out while messages pour in. */
  readonly yieldEventLoop: boolean;
  /** How long one wait for a message lasts before it is counted and begun again; it ends nothing. */
  readonly connectionTimeout: number | null;
  /** Messages in a row that may fail before the stream is ended; 0 is no limit. */
  readonly maxConsecutiveErrors: number;
  /** Whether anything is published to Centrifugo. */
  readonly publish: boolean;
  readonly publishPrefix: string;
  readonly publishMessages: boolean;
  readonly publishCommands: boolean;
  readonly circuitBreaker: boolean;
  /** Failed publications in a row that open the breaker. */
  readonly circuitBreakerThreshold: number;
  /** How long the breaker stays open. */
  readonly circuitBreakerTimeout: number;
  readonly logging: boolean;
  readonly loggerName: string | null;
}

/** What somebody says of a configuration; the rest is the default. */
export type SessionSettings = { readonly [K in keyof SessionConfig]?: SessionConfig[K] | undefined };

type Field = keyof SessionConfig;

const RULES: { readonly [K in Field]: FieldRule<SessionConfig[K]> } = {
  streamingMode: oneOf(['async_for', 'anext'], 'anext'),
  pingStrategy: oneOf(['interval', 'on_idle', 'disabled'], 'interval'),
  pingInterval: seconds(300, 5),
  pingTimeout: seconds(600, ({ pingInterval }) => Math.min(600, 6 * pingInterval)),
  maxQueueSize: whole(1, 100_000, 1000),
  queueTimeout: seconds(60, 10, 'or null'),
  yieldEventLoop: flag(true),
  connectionTimeout: seconds(3600, null, 'or null'),
  maxConsecutiveErrors: whole(0, 100, 3),
  publish: flag(true),
  publishPrefix: text(50, 'grpc'),
  publishMessages: flag(true),
  publishCommands: flag(true),
  circuitBreaker: flag(true),
  circuitBreakerThreshold: whole(1, 100, 5),
  circuitBreakerTimeout: seconds(600, 60),
  logging: flag(true),
  loggerName: text(100, null, 'or null'),
};

/** Every field of the configuration, in the order of its documentation. */
export const SESSION_FIELDS: readonly Field[] = Object.keys(RULES) as Field[];

/** What a field takes, in words. */
export function fieldTakes(field: Field): string {
  return RULES[field].takes;
}

/**
 * A complete, frozen configuration: what was given, the rest by default; a field that is undefined counts as not given.
 * @throws Failure `config` for an unknown field, a value out of its range, and fields that contradict each other.
 */
export function createSessionConfig(given: SessionSettings = {}): SessionConfig {
  for (const key of Object.keys(given)) checkKnown(key);
  const config: Record<string, unknown> = {};
  for (const field of SESSION_FIELDS) {
    const { accepts, takes, fallback } = RULES[field] as FieldRule<unknown>;
    const value: unknown = given[field];
    if (value !== undefined && !accepts(value)) throw refuse(`${field} takes ${takes}, not ${shown(value)}`);
    const other: unknown = typeof fallback === 'function' ? fallback(config) : fallback;
    config[field] = value === undefined ? other : value;
  }
  const complete = config as unknown as SessionConfig;
  checkTogether(complete);
  return Object.freeze(complete);
}

function checkTogether({ pingStrategy, pingInterval, pingTimeout }: SessionConfig): void {
  if (pingStrategy !== 'disabled' && pingInterval > 60) {
    throw refuse(
      `pingInterval is ${pingInterval} s, and with pingStrategy ${pingStrategy} it is at most 60 s`,
      'a longer one, up to 300 s, takes pingStrategy disabled',
    );
  }
  if (pingTimeout < pingInterval) {
    throw refuse(
      `pingTimeout (${pingTimeout} s) is shorter than pingInterval (${pingInterval} s)`,
      'a client that waits for the next ping would be taken for a silent one',
    );
  }
}

function checkKnown(key: string): void {
  if (key in RULES) return;
  throw refuse(
    `there is no session setting ${printable(key)}`,
    didYouMean(key, SESSION_FIELDS) ?? `settings: ${SESSION_FIELDS.join(', ')}`,
  );
}

function refuse(message: string, hint?: string): Failure {
  return new Failure('config', message, hint === undefined ? {} : { hint });
}

function shown(value: unknown): string {
  if (typeof value === 'number' || value === null) return String(value);
  return printable(JSON.stringify(value) ?? typeof value, 80);
}
