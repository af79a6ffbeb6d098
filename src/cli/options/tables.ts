import type { BenchValues, CallValues, ConnectValues, ServeAllValues, StreamValues } from './values.ts';
import type { Option, OptionTable } from '../option.ts';
import { flagName, settingKey } from '../option.ts';
import { BASELINE } from './baseline.ts';
import { LOAD } from './bench.ts';
import { BENCH_CALL } from './bench-call.ts';
import { CALL_CHECKS, REQUEST } from './call.ts';
import { CERTS } from './certs.ts';
import { CHECKS, EMBEDDED } from './checks.ts';
import { ASK, REACH, REACH_EMBEDDED } from './connect.ts';
import { CONNECTION } from './connection.ts';
import { FIXTURES_COVERAGE, FIXTURES_RUN, FIXTURES_SERVE, FIXTURES_VALIDATE } from './fixtures.ts';
import { JOB } from './job.ts';
import { MERGE } from './merge.ts';
import { OUTPUT } from './output.ts';
import { EXPLORE, SCHEMA } from './schema.ts';
import { SERVE } from './serve.ts';
import type { ServeHandlersValues } from './serve-handlers.ts';
import { HANDLER_SERVER } from './serve-handlers.ts';
import type { ServeSessionValues } from './serve-session.ts';
import { SESSION_CONFIG, SESSION_SERVER } from './serve-session.ts';
import type { SessionValues } from './session.ts';
import { SESSION_EMBEDDED, SESSION_RUN } from './session.ts';
import { SERVER_TLS } from './server-tls.ts';

/** What is under way of a fast stream stays in the caches of the processor; with more it would not. */
const BENCH_WINDOW = 4 * 1024 ** 2;

/** All options of `connect`. */
export const CONNECT: OptionTable<ConnectValues> = { ...REACH, ...ASK, ...REACH_EMBEDDED, ...OUTPUT };

/** All options of `stream`. */
export const STREAM: OptionTable<StreamValues> = { ...CONNECTION, ...JOB, ...CHECKS, ...EMBEDDED, ...OUTPUT };

/** All options of `bench`. */
export const BENCH: OptionTable<BenchValues> = {
  ...CONNECTION,
  windowSize: { ...CONNECTION.windowSize, fallback: BENCH_WINDOW },
  ...LOAD,
  ...BENCH_CALL,
  ...CHECKS,
  ...BASELINE,
  ...EMBEDDED,
  ...OUTPUT,
};

/** All options of `call`. */
export const CALL: OptionTable<CallValues> = {
  ...CONNECTION,
  ...SCHEMA,
  ...EXPLORE,
  ...REQUEST,
  ...CALL_CHECKS,
  ...OUTPUT,
};

/** All options of `serve spectrogram`. */
export const SERVE_ALL: OptionTable<ServeAllValues> = {
  ...SERVE,
  ...SERVER_TLS,
  config: OUTPUT.config,
  quiet: OUTPUT.quiet,
};

/** All options of `serve --handlers`. */
export const SERVE_HANDLERS: OptionTable<ServeHandlersValues> = {
  ...HANDLER_SERVER,
  ...SERVER_TLS,
  config: OUTPUT.config,
  quiet: OUTPUT.quiet,
};

/** All options of `serve session`. */
export const SERVE_SESSION: OptionTable<ServeSessionValues> = {
  ...SESSION_SERVER,
  ...SESSION_CONFIG,
  ...SERVER_TLS,
  config: OUTPUT.config,
  quiet: OUTPUT.quiet,
};

/** All options of `session`. */
export const SESSION: OptionTable<SessionValues> = {
  ...CONNECTION,
  ...SESSION_RUN,
  ...SESSION_EMBEDDED,
  ...OUTPUT,
};

/** Every name a config file may use, in both spellings. */
export const CONFIG_KEYS: ReadonlySet<string> = new Set(
  [
    'target',
    ...settingKeys(CONNECT),
    ...settingKeys(STREAM),
    ...settingKeys(BENCH),
    ...settingKeys(SERVE_ALL),
    ...settingKeys(CALL),
    ...settingKeys(CERTS),
    ...settingKeys(FIXTURES_VALIDATE),
    ...settingKeys(FIXTURES_SERVE),
    ...settingKeys(FIXTURES_RUN),
    ...settingKeys(FIXTURES_COVERAGE),
    ...settingKeys(SERVE_SESSION),
    ...settingKeys(SESSION),
    ...settingKeys(SERVE_HANDLERS),
    ...settingKeys(MERGE),
    //
  ].flatMap((key) => [key, flagName(key)]),
);

function settingKeys<V extends object>(table: OptionTable<V>): string[] {
  return Object.entries(table).map(([key, option]) => settingKey(key, option as Option<unknown>));
}
