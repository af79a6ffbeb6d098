import type { ServeAllValues, StreamValues } from './values.ts';
import type { OptionTable } from '../option.ts';
import { flagName } from '../option.ts';
import { CHECKS, EMBEDDED } from './checks.ts';
import { CONNECTION } from './connection.ts';
import { JOB } from './job.ts';
import { OUTPUT } from './output.ts';
import { SERVE } from './serve.ts';

/** All options of `stream`. */
export const STREAM: OptionTable<StreamValues> = { ...CONNECTION, ...JOB, ...CHECKS, ...EMBEDDED, ...OUTPUT };

/** All options of `serve spectrogram`. */
export const SERVE_ALL: OptionTable<ServeAllValues> = { ...SERVE, config: OUTPUT.config, quiet: OUTPUT.quiet };

/** Every name a config file may use, in both spellings. */
export const CONFIG_KEYS: ReadonlySet<string> = new Set(
  ['target', ...Object.keys(STREAM), ...Object.keys(SERVE_ALL)].flatMap((key) => [key, flagName(key)]),
);
