import { text, texts, time } from '../kinds.ts';
import type { OptionTable } from '../option.ts';
import type { CheckValues, EmbeddedValues } from './checks.ts';
import { CHECKS, EMBEDDED } from './checks.ts';
import type { ConnectionValues } from './connection.ts';
import { CONNECTION } from './connection.ts';
import type { JobValues } from './job.ts';

/** What a server is asked, and what is expected of it. */
export interface AskValues extends Pick<JobValues, 'layout'>, Pick<CheckValues, 'severity' | 'failOn' | 'slo'> {
  readonly service: readonly string[];
}

export const ASK: OptionTable<AskValues> = {
  service: texts('<name>', 'ask for the health of this service too, such as pkg.Service', { list: true }),
  layout: text(
    '<name|file>',
    'auto',
    'the layout whose method is looked for: auto (one of the built-in ones), datastream, pandadatastream or a layout file',
  ),
  severity: { ...CHECKS.severity, help: 'make a check an error, a warning or off: connect.method=off' },
  failOn: CHECKS.failOn,
  slo: texts('<limits>', "limits such as 'connect<2s, tls<100ms'; none clears the default", { list: true }),
};

/** How `connect` reaches a server: as every command does, and with one limit for the answers too. */
export const REACH: OptionTable<ConnectionValues> = {
  ...CONNECTION,
  connectTimeout: time(
    CONNECTION.connectTimeout.fallback,
    'longest time for one connection attempt, and for the answer to each question',
  ),
};

/** There is nothing to break about a simulator that is only reached. */
export const REACH_EMBEDDED: OptionTable<Pick<EmbeddedValues, 'embedded'>> = { embedded: EMBEDDED.embedded };
