import type { ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2';
import { Answer } from './answer.ts';
import type { SinceMessage } from './call-words.ts';
import { deadlineWords, silenceWords, soFarWords } from './call-words.ts';
import { deferred } from './deferred.ts';
import { encodingNotes } from './encoding.ts';
import type { Verdict } from './end.ts';
import { decideEnd } from './end.ts';
import type { Link, LinkListener, LossReason } from './link.ts';
import { GAVE_UP } from './link.ts';
import { flatHeaders } from './metadata.ts';
import { Outbox } from './outbox.ts';
import { sessionFailure } from './session-failure.ts';
import { StampedReads } from './stamped-reads.ts';
import { Tally } from './tally.ts';
import { Watch } from './timer.ts';
import type { Call, CallEnd, CallOptions, MessageSink, WriteOptions } from './types.ts';

const CANCEL = 8;

/** One RPC on a stream of an HTTP/2 session. */
export class WireCall implements Call, LinkListener {
  readonly #link: Link;
  readonly #stream: ClientHttp2Stream;
  readonly #options: CallOptions;
  readonly #tally: Tally;
  readonly #reads: StampedReads;
  readonly #answer: Answer;
  readonly #outbox: Outbox;
  readonly #done = deferred<CallEnd>();
  #idle: Watch | null = null;
  #paused = false;
  #shut = false;
  #ours: 'cancelled' | 'deadline' | 'stalled' | null = null;
  #oursMessage = '';
  #closedByUs = false;
  #ended = false;
  #lost: readonly [LossReason, string] | null = null;
  #error: NodeJS.ErrnoException | null = null;
  /** Bytes on the connection when the last message came. */
  #connectionAtMessage: number;

  constructor(link: Link, stream: ClientHttp2Stream, sentAt: number, options: CallOptions, sink: MessageSink) {
    this.#link = link;
    this.#stream = stream;
    this.#options = options;
    this.#connectionAtMessage = link.bytesRead;
    this.#tally = new Tally(sink, sentAt, () => {
      this.#connectionAtMessage = link.stamps.bytes;
      this.#idle?.refresh();
    });
    this.#answer = new Answer(this.#tally, options.maxMessageSize, {
      shut: () => this.#flow({ shut: true }),
      open: () => this.#flow({ shut: false }),
      enough: () => this.#closeStream(),
    });
    this.#reads = new StampedReads(stream, link.stamps, (bytes, arrival) => this.#answer.take(bytes, arrival));
    this.#outbox = new Outbox(stream, options.compression ?? 'identity');
    const { timeoutMs } = options;
    if (timeoutMs !== undefined) {
      link.deadlines.add(this, timeoutMs, () => this.#endBy('deadline', deadlineWords(timeoutMs)));
    }
    this.#watchSilence();
    link.listeners.add(this);
    this.#listen();
  }

  get done(): Promise<CallEnd> {
    return this.#done.promise;
  }

  write(message: Uint8Array, options: WriteOptions = {}): Promise<void> {
    const sent = this.#outbox.write(message, options);
    // A peer that takes what we send is alive, and owes no answer before it has all of it.
    return this.#options.idleMs === undefined ? sent : sent.then(() => this.#idle?.refresh());
  }

  end(): void {
    this.#outbox.end();
  }

  cancel(): void {
    this.#endBy('cancelled', 'cancelled by us');
  }

  pause(): void {
    if (this.#ended) return;
    this.#idle?.stop();
    this.#idle = null;
    this.#flow({ paused: true });
  }

  resume(): void {
    if (this.#ended) return;
    if (this.#idle === null) this.#watchSilence();
    this.#flow({ paused: false });
  }

  lost(reason: LossReason, how: string): void {
    if (!this.#stream.closed && !this.#stream.destroyed) this.#lost ??= [reason, how];
  }

  #listen(): void {
    const stream = this.#stream;
    stream.on('response', (headers: IncomingHttpHeaders & { ':status'?: number }, flags: number, raw?: string[]) =>
      this.#answer.respond(headers[':status'] ?? null, flags, raw ?? flatHeaders(headers), this.#link.stamps.take()),
    );
    stream.on('trailers', (trailers: IncomingHttpHeaders, _flags: number, raw?: string[]) =>
      this.#answer.finish(raw ?? flatHeaders(trailers)),
    );
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.#error ??= error;
    });
    // The peer is done; a request still open would keep the stream, and this call, alive.
    stream.on('end', () => {
      if (!stream.closed && !stream.destroyed && !stream.writableFinished) this.#closeStream();
    });
    stream.on('close', () => this.#finish());
  }

  /** Reads go on unless the caller or a message being inflated holds them up. */
  #flow({ paused = this.#paused, shut = this.#shut }: { paused?: boolean; shut?: boolean }): void {
    this.#paused = paused;
    this.#shut = shut;
    if (paused || shut) this.#stream.pause();
    else this.#stream.resume();
  }

  #endBy(reason: 'cancelled' | 'deadline' | 'stalled', message: string): void {
    if (this.#ended || this.#ours || this.#closedByUs) return;
    const over = this.#answer.isOver || this.#stream.closed || this.#stream.destroyed;
    const dropped = reason === 'cancelled' && (this.#reads.pending > 0 || this.#answer.busy !== null);
    if (!over || dropped) {
      this.#ours = reason;
      this.#oursMessage = message;
    }
    if (reason === 'cancelled') this.#answer.stop();
    if (this.#stream.closed) this.#stream.destroy();
    else this.#closeStream();
  }

  #closeStream(): void {
    // What the peer did before us stays on record.
    if (this.#closedByUs || this.#stream.closed || this.#stream.destroyed) return;
    this.#closedByUs = true;
    this.#stream.close(CANCEL);
    void this.#afterReset(this.#ours !== null && this.#ours !== 'cancelled');
  }

  /** A session that choked on garbage sends nothing any more, and would never confirm the reset. */
  async #afterReset(isLate: boolean): Promise<void> {
    const choked = isLate && (await this.#link.hasGivenUp());
    if (choked) {
      this.#ours = null;
      this.#lost ??= ['http2-broken', GAVE_UP];
    }
    setImmediate(() => this.#stream.destroy());
    if (choked) this.#link.giveUp();
  }

  #watchSilence(): void {
    const { idleMs } = this.#options;
    if (idleMs === undefined) return;
    this.#idle = new Watch(idleMs, () => {
      // A message that takes us long to inflate has arrived.
      if (this.#answer.busy) this.#idle?.refresh();
      else this.#endBy('stalled', silenceWords(idleMs, this.#sinceMessage()));
    });
  }

  #sinceMessage(): SinceMessage {
    const { wireBytes, wireBytesAtMessage } = this.#tally;
    return { own: wireBytes - wireBytesAtMessage, connection: this.#link.bytesRead - this.#connectionAtMessage };
  }

  #finish(): void {
    if (this.#ended) return;
    // A reset throws away what a paused reader has not taken; those messages had arrived.
    for (let left = this.#stream.read() as Buffer | null; left !== null; left = this.#stream.read() as Buffer | null) {
      this.#reads.take(left);
    }
    const { busy } = this.#answer;
    if (busy) {
      void busy.then(() => this.#finish());
      return;
    }
    this.#ended = true;
    this.#link.deadlines.remove(this);
    this.#idle?.stop();
    this.#answer.close();
    this.#link.listeners.delete(this);
    this.#outbox.close();
    if (this.#answer.threw) this.#done.reject(this.#answer.threw.thrown);
    else this.#done.resolve(this.#result(this.#link.clock.now()));
  }

  #result(endedAt: number): CallEnd {
    const verdict = this.#verdict(endedAt);
    const { headers, trailers, compressed } = this.#answer;
    const notes = [
      ...verdict.notes,
      ...encodingNotes(this.#options.compression ?? 'identity', verdict.status, headers),
    ];
    if (this.#link.goaway && verdict.status.reason !== 'goaway') {
      notes.push(`the peer announced the end of the connection: ${this.#link.goaway.text}`);
    }
    return {
      reason: verdict.reason,
      status: verdict.status,
      headers,
      trailers,
      ...this.#tally.counts(),
      compressed,
      endedAt,
      notes,
    };
  }

  #verdict(endedAt: number): Verdict {
    const lost = this.#lost ?? this.#failed();
    const timeoutMs = this.#options.timeoutMs ?? Infinity;
    const evidence = this.#answer.evidence({
      ours: this.#ours,
      oursMessage: this.#oursMessage,
      rst: this.#closedByUs ? 0 : (this.#stream.rstCode ?? 0),
      lost: lost && `${lost[1]}, ${soFarWords(this.#tally.messages, this.#tally.lastMessageAt, endedAt)}`,
      lostReason: lost?.[0] ?? 'connection-lost',
      // Timers are whole milliseconds, the peer's as well.
      pastDeadline: endedAt - this.#tally.sentAt + 1 >= timeoutMs,
    });
    return decideEnd(evidence);
  }

  /** A session that fails in itself tells only its streams. */
  #failed(): readonly [LossReason, string] | null {
    if (!this.#error || this.#closedByUs || this.#error.code === 'ERR_HTTP2_STREAM_ERROR') return null;
    return sessionFailure(this.#error);
  }
}
