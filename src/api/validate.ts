import { systemClock } from '../base/clock.ts';
import { usage } from '../base/failure.ts';
import type { RunResult } from '../base/result.ts';
import { Secrets } from '../base/secrets.ts';
import { prepareStream } from '../cli/commands/stream-prepare.ts';
import type { StreamValues } from '../cli/options/values.ts';
import { STREAM } from '../cli/options/tables.ts';
import { secretsOf, settle } from '../cli/settings.ts';
import { version } from '../cli/version.ts';
import type { Host, Snapshot } from '../run/host.ts';
import { runStream } from '../run/stream.ts';
import type { Given } from './given.ts';
import { givenFlags } from './given.ts';

/**
 * The options of the `stream` command by their names in camel case, values as one would write them there: `frames: 200`,
 * `sensorIds: '1..50'`, `duration: '30s'`, `slo: ['fps>15']`. Options about output mean nothing here.
 */
export type ValidateOptions = { readonly [K in keyof StreamValues]?: Given } & {
  /** `host:port`; without one say `embedded: true` for the simulator, or describe the job. */
  readonly target?: string;
  /** Aborting ends the stream; the result is then `interrupted`. */
  readonly signal?: AbortSignal;
  /** Called when the stream opens, with a function that tells how far it has come. */
  readonly onStart?: (peek: () => Snapshot) => void;
};

/**
 * Streams a job, checks every frame and measures it, as the `stream` command does. Environment and config files are not
 * read. What went wrong with the server or the stream is in the result.
 * @throws Failure `usage`, `config` or `file` for options that cannot be meant.
 */
export async function validate(options: ValidateOptions): Promise<RunResult> {
  const { target, signal, onStart, ...given } = options;
  const flags = givenFlags(STREAM, given, 'validate');
  const none = { path: null, entries: new Map() };
  const sources = { flags, env: {}, config: none };
  const secrets = new Secrets();
  for (const secret of secretsOf(STREAM, sources, target === undefined ? [] : [target])) secrets.add(secret);
  const settings = settle(STREAM, sources);
  if (
    target === undefined &&
    !settings.values.embedded &&
    given.focusServer === undefined &&
    given.description === undefined
  ) {
    throw usage('no target was given', "set target: 'host:port', or embedded: true for the simulator");
  }
  const prepared = prepareStream(target, settings, none, { env: {} });
  const host: Host = {
    clock: systemClock,
    random: Math.random,
    version: version(),
    signal: signal ?? new AbortController().signal,
    ...(onStart ? { onStart } : {}),
  };
  const result = await prepared.run((planner) => runStream(prepared.draft, planner, host), host.signal);
  return secrets.redactAll(result);
}
