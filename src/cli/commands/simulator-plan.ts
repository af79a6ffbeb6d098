import { usage } from '../../base/failure.ts';
import type { SpectrogramServerOptions } from '../../serve/server.ts';
import type { JobOptions } from '../../serve/spectrogram/job-options.ts';
import { createJobs } from '../../serve/spectrogram/job-table.ts';
import type { OptionTable } from '../option.ts';
import { flagName } from '../option.ts';
import type { EmbeddedValues } from '../options/checks.ts';
import type { ConnectionValues } from '../options/connection.ts';
import type { Settings } from '../settings.ts';
import { unsaid } from '../settings.ts';
import { told, toldBy } from '../told.ts';
import { version } from '../version.ts';

/**
 * The simulator to start for this run, or undefined when there is a target.
 * `pace`: how fast and how much it streams, where the command wants other than its defaults.
 * @throws Failure `usage` for faults that nobody would commit, and for mistakes in their script.
 */
export function planEmbedded(
  settings: Settings<EmbeddedValues>,
  embedded: boolean,
  pace: Pick<JobOptions, 'fps' | 'frames' | 'startTime'> = {},
): SpectrogramServerOptions | undefined {
  const { values } = settings;
  if (embedded) return simulator(settings, pace);
  const unused = values.fault !== null ? '--fault' : values.quirk !== null ? '--quirk' : undefined;
  if (unused) {
    throw usage(
      `${unused} is for the embedded simulator, and a target was given`,
      'give it to `grpc-validate serve spectrogram` instead',
    );
  }
  return undefined;
}

/** What asks for TLS; the simulator has none. */
const TLS = ['tls', 'ca', 'cert', 'key', 'servername', 'skipVerify'] as const;

/**
 * The settings of a run against the embedded simulator, which speaks plaintext. What asks for TLS counts as unsaid when
 * --embedded was said at a higher level.
 * @throws Failure `usage` when it was not.
 */
export function withoutTls<V extends ConnectionValues & Pick<EmbeddedValues, 'embedded'>>(
  table: OptionTable<V>,
  settings: Settings<V>,
): Settings<V> {
  const { values, level } = settings;
  const asked = TLS.filter((key) => values[key] !== null && values[key] !== false);
  const refused = asked.find((key) => !values.embedded || level(key) >= level('embedded'));
  if (refused !== undefined) {
    const { origin } = settings;
    throw usage(
      `${origin(refused) ?? ''} is for TLS, and the embedded simulator speaks plaintext`,
      `give a target, or leave out --${flagName(refused)}`,
    );
  }
  return unsaid(table, settings, asked);
}

function simulator(
  settings: Settings<EmbeddedValues>,
  pace: Pick<JobOptions, 'fps' | 'frames' | 'startTime'>,
): SpectrogramServerOptions {
  const { fault, quirk } = settings.values;
  const defaults = {
    ...pace,
    ...(fault === null ? {} : { faults: fault }),
    ...(quirk === null ? {} : { quirks: quirk.split(',') }),
  };
  // Read here too, so that a mistake in a script is found before a process is started.
  if (quirk !== null) told(toldBy(settings, 'quirk'), () => createJobs({ quirks: quirk.split(',') }));
  told(toldBy(settings, 'fault'), () => createJobs(defaults));
  return { defaults, version: version() };
}
