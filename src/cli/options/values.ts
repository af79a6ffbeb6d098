import type { BaselineValues } from './baseline.ts';
import type { LoadValues } from './bench.ts';
import type { BenchCallValues } from './bench-call.ts';
import type { CallCheckValues, RequestValues } from './call.ts';
import type { CheckValues, EmbeddedValues } from './checks.ts';
import type { AskValues } from './connect.ts';
import type { ConnectionValues } from './connection.ts';
import type { JobValues } from './job.ts';
import type { OutputValues } from './output.ts';
import type { ExploreValues, SchemaValues } from './schema.ts';
import type { ServeValues } from './serve.ts';
import type { ServerTlsValues } from './server-tls.ts';

/** Settings of `connect`. */
export type ConnectValues = ConnectionValues & AskValues & Pick<EmbeddedValues, 'embedded'> & OutputValues;

/** Settings of `stream`. */
export type StreamValues = ConnectionValues & JobValues & CheckValues & EmbeddedValues & OutputValues;

/** Settings of `bench`. */
export type BenchValues = ConnectionValues &
  LoadValues &
  BenchCallValues &
  CheckValues &
  BaselineValues &
  EmbeddedValues &
  OutputValues;

/** Settings of `serve spectrogram`. */
export type ServeAllValues = ServeValues & ServerTlsValues & Pick<OutputValues, 'config' | 'quiet'>;

/** Settings of `call`. */
export type CallValues = ConnectionValues &
  SchemaValues &
  ExploreValues &
  RequestValues &
  CallCheckValues &
  OutputValues;
