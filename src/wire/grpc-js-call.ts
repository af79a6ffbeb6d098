import type { CallOptions as GrpcCallOptions, Client, ClientDuplexStream } from '@grpc/grpc-js';
import { Metadata as GrpcMetadata } from '@grpc/grpc-js';
import type { Clock } from '../base/clock.ts';
import { usage } from '../base/failure.ts';
import type { CallStatus } from '../base/status.ts';
import { callStatus, Status } from '../base/status.ts';
import { deadlineWords, silenceWords, soFarWords } from './call-words.ts';
import { tooLarge } from './encoding.ts';
import { deferred } from './deferred.ts';
import type { GrpcJsStatus, GrpcJsVerdict } from './grpc-js-status.ts';
import { judgeGrpcJs } from './grpc-js-status.ts';
import { checkRequest } from './request.ts';
import { Tally } from './tally.ts';
import { Watch } from './timer.ts';
import type { Call, CallEnd, CallEndReason, CallOptions, MessageSink, Metadata, WriteOptions } from './types.ts';

/** Bytes of the prefix grpc-js takes off before we see a message. */
const PREFIX = 5;

interface Arrived {
  readonly bytes: Buffer;
  readonly at: number;
}

/** One RPC of any kind through @grpc/grpc-js: on the wire, all four kinds are a stream each way. */
export class GrpcJsCall implements Call {
  readonly #call: ClientDuplexStream<Buffer, Arrived>;
  readonly #options: CallOptions;
  readonly #tally: Tally;
  readonly #clock: Clock;
  readonly #sentAt: number;
  readonly #drained: (() => void)[] = [];
  readonly #done = deferred<CallEnd>();
  #status: GrpcJsStatus | null = null;
  #read = false;
  #idle: Watch | null = null;
  #headers: Metadata | null = null;
  #ours: { readonly reason: CallEndReason; readonly status: CallStatus } | null = null;
  #threw: { readonly thrown: unknown } | null = null;
  #halfClosed = false;
  #ended = false;

  constructor(client: Client, options: CallOptions, sink: MessageSink, clock: Clock) {
    checkRequest(options);
    if ((options.compression ?? 'identity') !== 'identity') {
      throw usage('@grpc/grpc-js compresses the calls of a channel, not one call', 'use our own client, or send plain');
    }
    this.#options = options;
    this.#clock = clock;
    this.#sentAt = clock.now();
    this.#tally = new Tally(sink, this.#sentAt, () => this.#idle?.refresh());
    this.#call = client.makeBidiStreamRequest<Buffer, Arrived>(
      options.method,
      (bytes) => bytes,
      (bytes) => ({ bytes, at: clock.now() }),
      outgoing(options.metadata ?? []),
      deadlineOf(options),
    );
    this.#watchSilence();
    this.#listen();
  }

  get done(): Promise<CallEnd> {
    return this.#done.promise;
  }

  async write(message: Uint8Array, { last = false }: WriteOptions = {}): Promise<void> {
    if (this.#halfClosed && !this.#ended) throw new Error('write after end');
    if (this.#ended || this.#call.destroyed) return;
    const taken = this.#call.write(Buffer.from(message));
    if (last) this.end();
    else if (!taken) await new Promise<void>((resolve) => this.#drained.push(resolve));
    this.#idle?.refresh();
  }

  end(): void {
    if (this.#halfClosed || this.#ended) return;
    this.#halfClosed = true;
    this.#call.end();
  }

  cancel(): void {
    this.#endBy('cancelled', callStatus(Status.CANCELLED, 'cancelled by us', 'client'));
  }

  pause(): void {
    this.#idle?.stop();
    this.#idle = null;
    this.#call.pause();
  }

  resume(): void {
    if (this.#ended) return;
    if (this.#idle === null) this.#watchSilence();
    this.#call.resume();
  }

  #listen(): void {
    this.#call.on('metadata', (metadata: GrpcMetadata) => {
      this.#tally.headersAt ??= this.#clock.now();
      this.#headers = incoming(metadata);
    });
    this.#call.on('data', (arrived: Arrived) => this.#take(arrived));
    this.#call.on('drain', () => this.#release());
    // The status follows and says the same.
    this.#call.on('error', () => undefined);
    // The status does not wait for messages a paused reader has not taken; the end of the stream does.
    this.#call.on('status', (status: GrpcJsStatus) => {
      this.#status = status;
      this.#settle();
    });
    this.#call.on('end', () => {
      this.#read = true;
      this.#settle();
    });
  }

  #take({ bytes, at }: Arrived): void {
    if (this.#threw || this.#ours) return;
    this.#tally.wireBytes += bytes.length + PREFIX;
    if (bytes.length > this.#options.maxMessageSize) {
      const { code, message, reason } = tooLarge(this.#tally.messages, bytes.length, this.#options.maxMessageSize);
      this.#endBy('broken', callStatus(code, message, 'framing', { reason }));
      return;
    }
    try {
      this.#tally.reserve(bytes.length).set(bytes);
      this.#tally.message(bytes.length, at);
    } catch (thrown) {
      this.#threw = { thrown };
      this.#call.cancel();
      this.#call.resume();
    }
  }

  #endBy(reason: CallEndReason, status: CallStatus): void {
    if (this.#ended || this.#ours) return;
    this.#ours = { reason, status };
    this.#call.cancel();
    // A paused stream keeps its status to itself.
    this.#call.resume();
  }

  #watchSilence(): void {
    const { idleMs } = this.#options;
    if (idleMs === undefined) return;
    const status = callStatus(Status.CANCELLED, silenceWords(idleMs, null), 'client', { reason: 'stalled' });
    this.#idle = new Watch(idleMs, () => this.#endBy('stalled', status));
  }

  #release(): void {
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  #settle(): void {
    if (!this.#status || !this.#read) return;
    const end = this.#end(this.#status);
    if (this.#threw) this.#done.reject(this.#threw.thrown);
    else this.#done.resolve(end);
  }

  #end(sent: GrpcJsStatus): CallEnd {
    this.#ended = true;
    this.#idle?.stop();
    this.#release();
    const endedAt = this.#clock.now();
    const trailers = incoming(sent.metadata);
    const { reason, status } = this.#ours ?? this.#judge(sent, trailers, endedAt);
    return {
      reason,
      status,
      headers: this.#headers,
      trailers,
      ...this.#tally.counts(),
      compressed: null,
      endedAt,
      notes: [],
    };
  }

  #judge(sent: GrpcJsStatus, trailers: Metadata, endedAt: number): GrpcJsVerdict {
    const { timeoutMs } = this.#options;
    const late = timeoutMs !== undefined && endedAt - this.#sentAt + 1 >= timeoutMs;
    if (sent.code === Status.DEADLINE_EXCEEDED && late) {
      const status = callStatus(Status.DEADLINE_EXCEEDED, deadlineWords(timeoutMs), 'client');
      return { reason: 'deadline', status };
    }
    return judgeGrpcJs(sent, trailers, soFarWords(this.#tally.messages, this.#tally.lastMessageAt, endedAt));
  }
}

function outgoing(metadata: Metadata): GrpcMetadata {
  const out = new GrpcMetadata();
  for (const [key, value] of metadata) out.add(key, key.endsWith('-bin') ? Buffer.from(value, 'base64') : value);
  return out;
}

function incoming(metadata: unknown): Metadata {
  if (!(metadata instanceof GrpcMetadata)) return [];
  return Object.entries(metadata.toHttp2Headers()).flatMap(([key, values]) =>
    [values ?? []].flat().map((value): readonly [string, string] => [key, String(value)]),
  );
}

function deadlineOf(options: CallOptions): GrpcCallOptions {
  return options.timeoutMs === undefined ? {} : { deadline: Date.now() + options.timeoutMs };
}
