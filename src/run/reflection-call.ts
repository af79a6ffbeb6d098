import { Failure } from '../base/failure.ts';
import type { CallStatus } from '../base/status.ts';
import { callStatus, Status } from '../base/status.ts';
import { printable } from '../base/text.ts';
import { formatMs } from '../base/units.ts';
import { REFLECTION_LIMITS } from '../schema/reflected-files.ts';
import { reflectionBroken } from '../schema/reflection-messages.ts';
import { type Deferred, deferred } from '../wire/deferred.ts';
import { Watch } from '../wire/timer.ts';
import type { Call, CallEnd, Connection, MessageSink, Metadata } from '../wire/types.ts';

type How = Pick<CallEnd, 'reason' | 'status'>;

/** The call ended, which is a Failure for whoever has a question open. */
export class ReflectionEnded extends Failure {
  readonly end: How;

  constructor({ code, message, hint }: Failure, end: How) {
    super(code, message, hint === null ? {} : { hint });
    this.name = 'ReflectionEnded';
    this.end = end;
  }
}

/** One bidirectional call of a reflection service: one question at a time, each answered by one message. */
export class ReflectionCall implements MessageSink {
  readonly #call: Call;
  #memory: Uint8Array = new Uint8Array(0);
  #waiting: Deferred<Uint8Array> | null = null;
  #failure: Failure | null = null;

  /** `service` is the full name of the service. */
  constructor(connection: Connection, service: string, metadata: Metadata) {
    const method = `/${service}/ServerReflectionInfo`;
    this.#call = connection.open({ method, metadata, maxMessageSize: REFLECTION_LIMITS.bytes }, this);
    this.#call.done.then(
      (end) => this.#fail(endFailure(end)),
      (thrown: unknown) => this.#fail(Failure.from(thrown)),
    );
  }

  reserve(length: number): Uint8Array {
    this.#memory = new Uint8Array(length);
    return this.#memory;
  }

  message(length: number): void {
    const waiting = this.#waiting;
    if (waiting === null) {
      this.#fail(reflectionBroken('sent an answer nobody asked for'));
      throw this.#failure;
    }
    this.#waiting = null;
    waiting.resolve(this.#memory.subarray(0, length));
  }

  /** The answer to one question; rejects with a Failure once the call is over, `no-reflection` if there is no such service. */
  async ask(question: Uint8Array): Promise<Uint8Array> {
    if (this.#failure !== null) throw this.#failure;
    const waiting = deferred<Uint8Array>();
    this.#waiting = waiting;
    // Where it cannot be written the call is over, and its end says why.
    void this.#call.write(question).catch(() => undefined);
    return await waiting.promise;
  }

  /** Gives `work` so long, after which the call is over. */
  async within<T>(ms: number, work: () => Promise<T>): Promise<T> {
    const watch = new Watch(ms, () => {
      const words = `did not answer within ${formatMs(ms)}`;
      const status = callStatus(Status.DEADLINE_EXCEEDED, words, 'client');
      this.#fail(new ReflectionEnded(reflectionBroken(words), { reason: 'deadline', status }));
      this.#call.cancel();
    });
    try {
      return await work();
    } finally {
      watch.stop();
    }
  }

  close(): void {
    this.#fail(reflectionBroken('was closed by us'));
    this.#call.end();
    this.#call.cancel();
  }

  #fail(failure: Failure): void {
    this.#failure ??= failure;
    this.#waiting?.reject(this.#failure);
    this.#waiting = null;
  }
}

function endFailure(end: How): ReflectionEnded {
  return new ReflectionEnded(failureOf(end.status), end);
}

function failureOf({ code, name, message }: CallStatus): Failure {
  const words = `${name}${message === '' ? '' : `: ${printable(message, 300)}`}`;
  if (code === Status.UNIMPLEMENTED) return new Failure('no-reflection', `no reflection: ${words}`);
  if (code === Status.OK) return reflectionBroken('ended without an answer');
  if (code === Status.UNAUTHENTICATED || code === Status.PERMISSION_DENIED) {
    return new Failure('reflection-broken', `the server's reflection refused us: ${words}`, {
      hint: "pass credentials with -H 'authorization: ...', or give the schema in files, with --proto or --protoset",
    });
  }
  return reflectionBroken(`ended: ${words}`);
}
