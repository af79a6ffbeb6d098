import { Deframer } from './deframer.ts';
import type { Evidence } from './end.ts';
import { ForeignAnswer } from './foreign-answer.ts';
import { fromRawHeaders, metadataValue } from './metadata.ts';
import { isGrpcContentType } from './status.ts';
import type { Tally } from './tally.ts';
import type { Metadata } from './types.ts';

const END_STREAM = 1;

/** What a call knows of its end beside the answer. */
type OwnEvidence = Pick<Evidence, 'ours' | 'oursMessage' | 'rst' | 'lost' | 'lostReason' | 'pastDeadline'>;

/** What an answer asks of its call. */
export interface AnswerEvents {
  /** Read no more for now: a large message is being inflated. */
  shut(): void;
  open(): void;
  /** Nothing more can come of this answer. */
  enough(): void;
}

/** The peer's side of a call as far as it came: headers, messages on their way to the sink, trailers. */
export class Answer {
  headers: Metadata | null = null;
  /** What the sink threw. */
  threw: { readonly thrown: unknown } | null = null;

  readonly #tally: Tally;
  readonly #maxMessageSize: number;
  readonly #events: AnswerEvents;
  readonly #early: (readonly [bytes: Uint8Array, arrival: number])[] = [];
  #http: number | null = null;
  #headersOnly = false;
  #trailers: Metadata | null = null;
  #foreign: ForeignAnswer | null = null;
  #deframer: Deframer | null = null;
  #stopped = false;

  constructor(tally: Tally, maxMessageSize: number, events: AnswerEvents) {
    this.#tally = tally;
    this.#maxMessageSize = maxMessageSize;
    this.#events = events;
  }

  /** The trailers, also when they are the headers. */
  get trailers(): Metadata | null {
    return this.#headersOnly ? this.headers : this.#trailers;
  }

  /** Whether the peer has said its last word. */
  get isOver(): boolean {
    return this.#trailers !== null || this.#headersOnly;
  }

  /** Resolves when the message being inflated is delivered; null when there is none. */
  get busy(): Promise<void> | null {
    return this.#deframer?.busy ?? null;
  }

  /** Messages that came compressed. */
  get compressed(): number {
    return this.#deframer?.compressed ?? 0;
  }

  /** The response headers; `flags` are those of their HTTP/2 frame, `arrival` is when they came. */
  respond(http: number | null, flags: number, raw: readonly string[], arrival: number): void {
    this.#tally.headersAt = arrival;
    this.#http = http;
    this.headers = fromRawHeaders(raw);
    this.#headersOnly = (flags & END_STREAM) !== 0;
    if (isGrpcContentType(metadataValue(this.headers, 'content-type'))) {
      const encoding = metadataValue(this.headers, 'grpc-encoding');
      this.#deframer = new Deframer(this.#tally, this.#maxMessageSize, encoding, {
        shut: () => this.#events.shut(),
        open: (threw) => this.#goOn(threw),
      });
    } else this.#foreign = new ForeignAnswer(() => this.#events.enough());
    for (const [bytes, at] of this.#early.splice(0)) this.take(bytes, at);
  }

  /** Bytes of the body that all came with one read, and when that was. */
  take(bytes: Uint8Array, arrival: number): void {
    // Node tells of headers in a later tick; DATA of the same read must not overtake them.
    if (this.headers === null) {
      this.#early.push([bytes, arrival]);
      return;
    }
    this.#tally.wireBytes += bytes.length;
    if (this.#foreign) this.#foreign.take(bytes);
    else if (!this.threw && !this.#stopped) this.#deframe(bytes, arrival);
  }

  finish(trailers: readonly string[]): void {
    this.#trailers = fromRawHeaders(trailers);
  }

  /** Nothing more is delivered. */
  stop(): void {
    this.#stopped = true;
    this.#deframer?.stop();
  }

  /** Ends its own watch; to be called when the call is over. */
  close(): void {
    this.#foreign?.stop();
  }

  /** All that is seen of the call, with what its own side knows. */
  evidence({ ours, oursMessage, rst, lost, lostReason, pastDeadline }: OwnEvidence): Evidence {
    // Field by field: spreading costs as much as all the rest of it.
    return {
      ours,
      oursMessage,
      rst,
      lost,
      lostReason,
      pastDeadline,
      fault: this.#deframer?.fault ?? null,
      partial: this.#deframer?.partial() ?? null,
      http: this.#http,
      headers: this.headers,
      headersOnly: this.#headersOnly,
      trailers: this.#trailers,
      bodyBytes: this.#tally.wireBytes,
      bodyStart: this.#foreign?.start ?? '',
    };
  }

  #deframe(bytes: Uint8Array, arrival: number): void {
    try {
      this.#deframer?.push(bytes, arrival);
    } catch (thrown) {
      this.threw = { thrown };
    }
    if (this.threw || this.#deframer?.fault) this.#events.enough();
  }

  #goOn(threw: { readonly thrown: unknown } | null): void {
    this.threw ??= threw;
    if (this.threw || this.#deframer?.fault) this.#events.enough();
    else this.#events.open();
  }
}
