import { usage } from '../../base/failure.ts';
import type { SpectrogramServerOptions } from '../../serve/server.ts';
import { createJobs } from '../../serve/spectrogram/job-table.ts';
import type { EmbeddedValues } from '../options/checks.ts';
import { version } from '../version.ts';

/**
 * The simulator to start for this run, or undefined when there is a target.
 * @throws Failure `usage` for faults that nobody would commit, and for mistakes in their script.
 */
export function planEmbedded(values: EmbeddedValues, embedded: boolean): SpectrogramServerOptions | undefined {
  if (embedded) return simulator(values);
  const unused = values.fault !== null ? '--fault' : values.quirk !== null ? '--quirk' : undefined;
  if (unused) {
    throw usage(
      `${unused} is for the embedded simulator, and a target was given`,
      'give it to `grpc-validate serve spectrogram` instead',
    );
  }
  return undefined;
}

function simulator({ fault, quirk }: EmbeddedValues): SpectrogramServerOptions {
  const defaults = {
    ...(fault === null ? {} : { faults: fault }),
    ...(quirk === null ? {} : { quirks: quirk.split(',') }),
  };
  // Read here too, so that a mistake in a script is found before a process is started.
  createJobs(defaults);
  return { defaults, version: version() };
}
