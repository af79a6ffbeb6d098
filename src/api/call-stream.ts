import { systemClock } from '../base/clock.ts';
import type { FailureCode } from '../base/failure.ts';
import { Failure, usage } from '../base/failure.ts';
import type { RunResult } from '../base/result.ts';
import { Secrets } from '../base/secrets.ts';
import { draftCall } from '../cli/commands/call-plan.ts';
import { settleCallRivals } from '../cli/commands/call-rivals.ts';
import { readCallWords } from '../cli/commands/call-words.ts';
import type { OutputValues } from '../cli/options/output.ts';
import { OUTPUT } from '../cli/options/output.ts';
import { CALL } from '../cli/options/tables.ts';
import type { CallValues } from '../cli/options/values.ts';
import { secretsOf, settle } from '../cli/settings.ts';
import { version } from '../cli/version.ts';
import type { RequestValues } from '../run/call/request-values.ts';
import { runCall } from '../run/call/run.ts';
import type { CallControl, SeenMessage, WatcherMaker } from '../run/call/watcher.ts';
import type { Host, Snapshot } from '../run/host.ts';
import type { JsonValue, Message } from '../schema/descriptors.ts';
import type { JsonWriter } from '../schema/message-json.ts';
import { StreamError } from './frame-stream.ts';
import type { Given } from './given.ts';
import { givenFlags } from './given.ts';
import { MessageQueue } from './message-queue.ts';

export type { RequestFields, RequestValue } from '../run/call/request-values.ts';

/** What `call` writes, reads of files, or does in place of a call. */
type OfTheCommand = 'print' | 'emitDefaults' | 'list' | 'describe' | Exclude<keyof OutputValues, 'label'>;

const OF_THE_COMMAND: readonly string[] = ['print', 'emitDefaults', 'list', 'describe', ...Object.keys(OUTPUT)].filter(
  (key) => key !== 'label',
);

/**
 * The options of the `call` command by their names in camel case, values as one would write them there: `data: '{}'`,
 * `rule: ['rising: message.seq > previous.seq']`, `duration: '30s'`. Those about output and exploring are not among them.
 */
export type CallStreamOptions = {
  readonly [K in Exclude<keyof CallValues, OfTheCommand>]?: Given;
} & {
  /** Requests in ProtoJSON, taken as the server takes them; in place of `data`. */
  readonly requests?: RequestValues;
  /** Aborting ends the call; the result is then `interrupted`. */
  readonly signal?: AbortSignal;
  /** Called when the call opens, with a function that tells how far it has come. */
  readonly onStart?: (peek: () => Snapshot) => void;
};

/** A message of a call and when it came. */
export interface ReceivedMessage {
  /** Place among the messages of the call, 0-based; those that do not decode are counted too. */
  readonly index: number;
  /** The message decoded: fields by their names in lower camel case, 64-bit integers as bigint. */
  readonly message: Message & Readonly<Record<string, unknown>>;
  /** When its last byte had come, ms on the monotonic clock (`performance.now()`). */
  readonly arrival: number;
  /** Time since the call was opened, ms. */
  readonly elapsedMs: number;
  /** Time since the message before, ms; null for the first. */
  readonly gapMs: number | null;
  /** The message in ProtoJSON. */
  json(): JsonValue;
}

/**
 * Calls any method of any service at once, judging and timing every message as the `call` command does. Environment and
 * config files are not read.
 * @throws Failure `usage`, `config` or `file` for options that cannot be meant.
 */
export function callStream(target: string, method: string, options: CallStreamOptions = {}): CallStream {
  const { requests, signal, onStart, ...given } = options;
  if (requests !== undefined && given.data !== undefined) {
    throw usage('both requests and data were given', 'keep one of them');
  }
  const foreign = OF_THE_COMMAND.find((key) => (given as Record<string, unknown>)[key] !== undefined);
  if (foreign !== undefined) throw usage(`callStream has no option "${foreign}"`, 'it is for the command line alone');
  const sources = { flags: givenFlags(CALL, given, 'callStream'), env: {}, config: { path: null, entries: new Map() } };
  const secrets = new Secrets();
  for (const secret of secretsOf(CALL, sources, [target])) secrets.add(secret);
  const settings = settleCallRivals(settle(CALL, sources));
  const queue = new MessageQueue<ReceivedMessage>();
  const control: { current: CallControl | null } = { current: null };
  const show = (writer: JsonWriter): WatcherMaker => {
    return (given) => {
      control.current = given;
      queue.attach(given);
      return { message: (seen) => queue.push(received(seen, writer)) };
    };
  };
  const world = { io: { env: {}, secrets, stdin: noStdin }, config: sources.config, show };
  const draft = draftCall(readCallWords([target, method]), settings, requests ? { ...world, requests } : world);
  const host: Host = {
    clock: systemClock,
    random: Math.random,
    version: version(),
    signal: signal ?? new AbortController().signal,
    ...(onStart ? { onStart } : {}),
  };
  const result = runCall(draft, host).then((document) => secrets.redactAll(document));
  return new CallStream(queue, result, () => control.current?.finish('unread'));
}

/**
 * A call under way, to be iterated once. Leaving the loop ends the call on purpose. At the end iterating throws what broke
 * the call, a StreamError or a Failure, after every message that came; checks that failed are in the result alone.
 */
export class CallStream implements AsyncIterable<ReceivedMessage> {
  readonly #queue: MessageQueue<ReceivedMessage>;
  readonly #result: Promise<RunResult>;
  readonly #leave: () => void;
  #begun = false;

  /** Made by `callStream`. */
  constructor(queue: MessageQueue<ReceivedMessage>, result: Promise<RunResult>, leave: () => void) {
    this.#queue = queue;
    this.#result = result;
    this.#leave = leave;
    const close = (): void => queue.close();
    result.then(close, close);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ReceivedMessage, void, undefined> {
    if (this.#begun) throw usage('the messages of a call are given out once', 'call again for another stream');
    this.#begun = true;
    try {
      for (let next = await this.#queue.next(); next !== null; next = await this.#queue.next()) yield next;
      throwBroken(await this.#result);
    } finally {
      this.#queue.abandon();
      this.#leave();
      await this.#result.catch(() => {});
    }
  }

  /**
   * The document of the call, as the command would write it, when the call is over; messages nobody iterates over are
   * judged and forgotten. Not to be awaited inside the loop: the call is not over there.
   * @throws Failure `usage` or `config` for options that do not go with the method or its schema.
   */
  async result(): Promise<RunResult> {
    if (!this.#begun) this.#queue.abandon();
    this.#begun = true;
    return await this.#result;
  }
}

function received({ index, message, arrival, elapsedMs, gapMs }: SeenMessage, writer: JsonWriter): ReceivedMessage {
  const fields = message as ReceivedMessage['message'];
  return { index, message: fields, arrival, elapsedMs, gapMs, json: () => JSON.parse(writer(message)) as JsonValue };
}

function throwBroken({ outcome, status, failure }: RunResult): void {
  if (outcome === 'broken' && status !== null) throw new StreamError(status);
  if (outcome !== 'broken' && outcome !== 'errored') return;
  const { code, message, hint } = failure ?? { code: 'internal', message: 'the call could not be made', hint: null };
  throw new Failure(code as FailureCode, message, hint === null ? {} : { hint });
}

function noStdin(): never {
  throw usage('a program has no data on stdin', 'give its messages as requests');
}
