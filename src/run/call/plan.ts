import type { Expectation } from '../../base/expectation.ts';
import type { CallKind } from '../../base/result.ts';
import type { RuleSettings } from '../../check/seat.ts';
import type { Slo } from '../../measure/slo.ts';
import type { DescMethod, FileRegistry } from '../../schema/descriptors.ts';
import type { LoadedSchema } from '../../schema/schema-files.ts';
import type { Connection, Encoding, Metadata } from '../../wire/types.ts';
import type { Ending, Reach, RunHead } from '../plan.ts';
import type { BadMessages } from './bad-messages.ts';
import type { Requests } from './requests.ts';
import type { WatcherMaker } from './watcher.ts';

/** One `call`, as far as its words go. What depends on the method waits until the schema is known. */
export interface CallDraft extends RunHead {
  readonly reach: Reach;
  /** `pkg.Service/Method`. */
  readonly method: string;
  /** The schema, where it is at hand; else the server is asked for it. */
  readonly schema: LoadedSchema | null;
  readonly reflect: (connection: Connection) => Promise<LoadedSchema>;
  /** What the server's reflection knows of message types. */
  readonly reflectTypes: (connection: Connection, types: readonly string[]) => Promise<readonly FileRegistry[]>;
  /**
   * `signal` ends reading requests ahead.
   * @throws Failure for words that do not go with the method.
   */
  readonly plan: (schema: LoadedSchema, signal: AbortSignal) => Promise<CallPlan>;
}

/** One call, settled and complete. Times in ms, sizes in bytes. */
export interface CallPlan extends RuleSettings {
  readonly method: DescMethod;
  readonly kind: CallKind;
  readonly registry: FileRegistry;
  readonly metadata: Metadata;
  readonly timeoutMs: number;
  readonly maxMessageSize: number;
  /** Of the requests. */
  readonly compression: Encoding;
  readonly expectation: Expectation;
  readonly slos: readonly Slo[];
  readonly ending: Ending;
  readonly requests: Requests;
  readonly sending: {
    readonly intervalMs: number | null;
    /** Time after which no more is sent; for streams of requests that have one answer. */
    readonly forMs: number | null;
    readonly pingPong: boolean;
  };
  readonly watchers: readonly WatcherMaker[];
  readonly badMessages: BadMessages | null;
  /** Whether headers and trailers go into the document. */
  readonly verbose: boolean;
  readonly notes: readonly string[];
}

/** Whether the method takes a stream of requests. */
export function sendsStream(kind: CallKind): boolean {
  return kind === 'client-stream' || kind === 'bidi-stream';
}

/** Whether the method answers with a stream of messages. */
export function answersStream(kind: CallKind): boolean {
  return kind === 'server-stream' || kind === 'bidi-stream';
}

const KINDS: Readonly<Record<DescMethod['methodKind'], CallKind>> = {
  unary: 'unary',
  server_streaming: 'server-stream',
  client_streaming: 'client-stream',
  bidi_streaming: 'bidi-stream',
};

export function kindOf(method: DescMethod): CallKind {
  return KINDS[method.methodKind];
}
