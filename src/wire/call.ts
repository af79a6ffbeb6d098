import type { ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2';
import { printable } from '../base/text.ts';
import { deadlineWords, silenceWords, soFarWords } from './call-words.ts';
import { deferred } from './deferred.ts';
import { Deframer } from './deframer.ts';
import type { Verdict } from './end.ts';
import { decideEnd } from './end.ts';
import { ForeignAnswer } from './foreign-answer.ts';
import type { Link, LinkListener, LossReason } from './link.ts';
import { flatHeaders, fromRawHeaders, metadataValue } from './metadata.ts';
import { frameMessage } from './request.ts';
import { isGrpcContentType } from './status.ts';
import { StampedReads } from './stamped-reads.ts';
import { Tally } from './tally.ts';
import { Watch } from './timer.ts';
import type { Call, CallEnd, CallOptions, MessageSink, Metadata } from './types.ts';

const CANCEL = 8;
const END_STREAM = 1;

/** One RPC on a stream of an HTTP/2 session. */
export class WireCall implements Call, LinkListener {
  readonly #link: Link;
  readonly #stream: ClientHttp2Stream;
  readonly #options: CallOptions;
  readonly #tally: Tally;
  readonly #reads: StampedReads;
  readonly #deadline: Watch | null;
  readonly #drained: (() => void)[] = [];
  readonly #done = deferred<CallEnd>();
  #idle: Watch | null = null;
  readonly #early: Buffer[] = [];
  #foreign: ForeignAnswer | null = null;
  #deframer: Deframer | null = null;
  #http: number | null = null;
  #headers: Metadata | null = null;
  #headersOnly = false;
  #trailers: Metadata | null = null;
  #ours: 'cancelled' | 'deadline' | 'stalled' | null = null;
  #oursMessage = '';
  #closedByUs = false;
  #ended = false;
  #lost: readonly [LossReason, string] | null = null;
  #error: NodeJS.ErrnoException | null = null;
  #threw: { readonly thrown: unknown } | null = null;
  #bytesAtMessage: number;

  constructor(link: Link, stream: ClientHttp2Stream, sentAt: number, options: CallOptions, sink: MessageSink) {
    this.#link = link;
    this.#stream = stream;
    this.#options = options;
    this.#bytesAtMessage = link.bytesRead;
    this.#tally = new Tally(sink, sentAt, () => {
      this.#bytesAtMessage = link.bytesRead;
      this.#idle?.refresh();
    });
    this.#reads = new StampedReads(stream, link.stamps);
    this.#deadline =
      options.timeoutMs === undefined
        ? null
        : new Watch(options.timeoutMs, () => this.#endBy('deadline', deadlineWords(options.timeoutMs ?? 0)));
    this.#watchSilence();
    link.listeners.add(this);
    this.#listen();
  }

  get done(): Promise<CallEnd> {
    return this.#done.promise;
  }

  async write(message: Uint8Array): Promise<void> {
    if (this.#stream.writableEnded && !this.#ended && !this.#stream.destroyed) throw new Error('write after end');
    if (this.#ended || this.#stream.destroyed || this.#stream.closed) return;
    if (this.#stream.write(frameMessage(message))) return;
    await new Promise<void>((resolve) => this.#drained.push(resolve));
  }

  end(): void {
    if (!this.#stream.writableEnded && !this.#stream.destroyed) this.#stream.end();
  }

  cancel(): void {
    this.#endBy('cancelled', 'cancelled by us');
  }

  pause(): void {
    if (this.#ended) return;
    this.#idle?.stop();
    this.#idle = null;
    this.#stream.pause();
  }

  resume(): void {
    if (this.#ended) return;
    if (this.#idle === null) this.#watchSilence();
    this.#stream.resume();
  }

  lost(reason: LossReason, how: string): void {
    if (!this.#stream.closed && !this.#stream.destroyed) this.#lost ??= [reason, how];
  }

  #listen(): void {
    const stream = this.#stream;
    stream.on('response', (headers: IncomingHttpHeaders & { ':status'?: number }, flags: number, raw?: string[]) =>
      this.#onResponse(headers[':status'] ?? null, flags, raw ?? flatHeaders(headers)),
    );
    stream.on('data', (chunk: Buffer) => this.#onData(chunk));
    stream.on('trailers', (trailers: IncomingHttpHeaders, _flags: number, raw?: string[]) => {
      this.#trailers = fromRawHeaders(raw ?? flatHeaders(trailers));
    });
    stream.on('drain', () => this.#release());
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.#error ??= error;
    });
    // The peer is done; a request still open would keep the stream, and this call, alive.
    stream.on('end', () => {
      if (!stream.closed && !stream.destroyed && !stream.writableFinished) this.#closeStream();
    });
    stream.on('close', () => this.#finish());
  }

  #onResponse(http: number | null, flags: number, raw: readonly string[]): void {
    this.#tally.headersAt = this.#link.stamps.take();
    this.#http = http;
    this.#headers = fromRawHeaders(raw);
    this.#headersOnly = (flags & END_STREAM) !== 0;
    if (isGrpcContentType(metadataValue(this.#headers, 'content-type'))) {
      const encoding = metadataValue(this.#headers, 'grpc-encoding');
      this.#deframer = new Deframer(this.#tally, this.#options.maxMessageSize, encoding);
    } else this.#foreign = new ForeignAnswer(() => this.#closeStream());
    for (const chunk of this.#early.splice(0)) this.#onData(chunk);
  }

  #onData(chunk: Buffer): void {
    // Node tells of headers in a later tick; DATA of the same read must not overtake them.
    if (this.#headers === null) {
      this.#early.push(chunk);
      return;
    }
    this.#tally.wireBytes += chunk.length;
    this.#reads.split(chunk, (part, arrival) => this.#take(part, arrival));
  }

  #take(part: Uint8Array, arrival: number): void {
    if (this.#foreign) {
      this.#foreign.take(part);
      return;
    }
    if (this.#threw) return;
    try {
      this.#deframer?.push(part, arrival);
    } catch (thrown) {
      this.#threw = { thrown };
    }
    if (this.#threw || this.#deframer?.fault) this.#closeStream();
  }

  #endBy(reason: 'cancelled' | 'deadline' | 'stalled', message: string): void {
    if (this.#ended || this.#ours || this.#closedByUs) return;
    const over = this.#trailers !== null || this.#headersOnly || this.#stream.closed || this.#stream.destroyed;
    const dropped = reason === 'cancelled' && this.#reads.pending > 0;
    if (!over || dropped) {
      this.#ours = reason;
      this.#oursMessage = message;
    }
    if (reason === 'cancelled') this.#deframer?.stop();
    if (this.#stream.closed) this.#stream.destroy();
    else this.#closeStream();
  }

  #closeStream(): void {
    // What the peer did before us stays on record.
    if (this.#closedByUs || this.#stream.closed || this.#stream.destroyed) return;
    this.#closedByUs = true;
    this.#stream.close(CANCEL);
    // A session that choked on garbage sends nothing any more, and would never confirm the reset.
    setImmediate(() => this.#stream.destroy());
  }

  #watchSilence(): void {
    const { idleMs } = this.#options;
    if (idleMs === undefined) return;
    const bytes = (): number => this.#link.bytesRead - this.#bytesAtMessage;
    this.#idle = new Watch(idleMs, () => this.#endBy('stalled', silenceWords(idleMs, bytes())));
  }

  #release(): void {
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  #finish(): void {
    if (this.#ended) return;
    // A reset throws away what a paused reader has not taken; those messages had arrived.
    for (let left = this.#stream.read() as Buffer | null; left !== null; left = this.#stream.read() as Buffer | null) {
      this.#onData(left);
    }
    this.#ended = true;
    for (const watch of [this.#deadline, this.#idle, this.#foreign]) watch?.stop();
    this.#link.listeners.delete(this);
    this.#release();
    if (this.#threw) this.#done.reject(this.#threw.thrown);
    else this.#done.resolve(this.#result(this.#link.clock.now()));
  }

  #result(endedAt: number): CallEnd {
    const verdict = this.#verdict(endedAt);
    const notes = [...verdict.notes];
    if (this.#link.goaway && verdict.status.reason !== 'goaway') {
      notes.push(`the peer announced the end of the connection: ${this.#link.goaway.text}`);
    }
    return {
      reason: verdict.reason,
      status: verdict.status,
      headers: this.#headers,
      trailers: this.#headersOnly ? this.#headers : this.#trailers,
      ...this.#tally.counts(),
      endedAt,
      notes,
    };
  }

  #verdict(endedAt: number): Verdict {
    const lost = this.#lost ?? this.#failed();
    const timeoutMs = this.#options.timeoutMs ?? Infinity;
    return decideEnd({
      ours: this.#ours,
      oursMessage: this.#oursMessage,
      fault: this.#deframer?.fault ?? null,
      partial: this.#deframer?.partial() ?? null,
      http: this.#http,
      headers: this.#headers,
      headersOnly: this.#headersOnly,
      trailers: this.#trailers,
      bodyBytes: this.#tally.wireBytes,
      bodyStart: this.#foreign?.start ?? '',
      rst: this.#closedByUs ? 0 : (this.#stream.rstCode ?? 0),
      lost: lost && `${lost[1]}, ${soFarWords(this.#tally.messages, this.#tally.lastMessageAt, endedAt)}`,
      lostReason: lost?.[0] ?? 'connection-lost',
      // Timers are whole milliseconds, the peer's as well.
      pastDeadline: endedAt - this.#tally.sentAt + 1 >= timeoutMs,
    });
  }

  /** A session that fails in itself tells only its streams. */
  #failed(): readonly [LossReason, string] | null {
    if (!this.#error || this.#closedByUs || this.#error.code === 'ERR_HTTP2_STREAM_ERROR') return null;
    return ['connection-lost', `HTTP/2 failed: ${printable(this.#error.message, 120)}`];
  }
}
