import type { CallEnd, MessageSink } from './types.ts';

type Counts = Omit<CallEnd, 'reason' | 'status' | 'headers' | 'trailers' | 'notes' | 'endedAt' | 'compressed'>;

/** Counts and times of one call; stands before the sink and passes everything on. */
export class Tally implements MessageSink {
  headersAt: number | null = null;
  messages = 0;
  wireBytes = 0;
  /** `wireBytes` when the last message came. */
  wireBytesAtMessage = 0;

  readonly sentAt: number;
  readonly #sink: MessageSink;
  readonly #counted: () => void;
  #payloadBytes = 0;
  #first: number | null = null;
  #last: number | null = null;
  #burst = 0;
  #burstMax = 0;

  /** `counted` is called for each read that brought messages, before the sink. */
  constructor(sink: MessageSink, sentAt: number, counted: () => void) {
    this.#sink = sink;
    this.sentAt = sentAt;
    this.#counted = counted;
  }

  get lastMessageAt(): number | null {
    return this.#last;
  }

  reserve(length: number): Uint8Array {
    return this.#sink.reserve(length);
  }

  message(length: number, arrival: number): void {
    const isNewRead = arrival !== this.#last;
    this.#burst = isNewRead ? 1 : this.#burst + 1;
    if (this.#burst > this.#burstMax) this.#burstMax = this.#burst;
    this.messages += 1;
    this.#payloadBytes += length;
    this.#first ??= arrival;
    this.#last = arrival;
    this.wireBytesAtMessage = this.wireBytes;
    if (isNewRead) this.#counted();
    this.#sink.message(length, arrival);
  }

  counts(): Counts {
    return {
      messages: this.messages,
      payloadBytes: this.#payloadBytes,
      wireBytes: this.wireBytes,
      burstMax: this.#burstMax,
      sentAt: this.sentAt,
      headersAt: this.headersAt,
      firstMessageAt: this.#first,
      lastMessageAt: this.#last,
    };
  }
}
