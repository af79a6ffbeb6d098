import type { CheckValues, EmbeddedValues } from './checks.ts';
import type { ConnectionValues } from './connection.ts';
import type { JobValues } from './job.ts';
import type { OutputValues } from './output.ts';
import type { ServeValues } from './serve.ts';
import type { ServerTlsValues } from './server-tls.ts';

/** Settings of `stream`. */
export type StreamValues = ConnectionValues & JobValues & CheckValues & EmbeddedValues & OutputValues;

/** Settings of `serve spectrogram`. */
export type ServeAllValues = ServeValues & ServerTlsValues & Pick<OutputValues, 'config' | 'quiet'>;
