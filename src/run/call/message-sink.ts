import type { WireFault } from '../../base/frame.ts';
import type { CallJudge } from '../../check/call-judge.ts';
import type { Meter } from '../../measure/meter.ts';
import { decode } from '../../schema/codec.ts';
import type { DescMessage, Message } from '../../schema/descriptors.ts';
import type { Verifier } from '../../schema/verifier.ts';
import { createVerifier } from '../../schema/verifier.ts';
import type { MessageSink } from '../../wire/types.ts';
import type { Ender } from '../ending.ts';
import { FrameCount } from '../frame-count.ts';
import type { BadMessages } from './bad-messages.ts';
import type { PingPong } from './ping-pong.ts';
import type { MessageWatcher, SeenMessage } from './watcher.ts';

/** The rooms one call's messages pass through. */
export interface CallRooms {
  readonly judge: CallJudge;
  readonly meter: Meter;
  readonly ender: Ender;
  /** Those who look at messages. */
  readonly watchers: readonly MessageWatcher[];
  readonly badMessages: BadMessages | null;
  readonly pingPong: PingPong | null;
  /** Monotonic clock, ms. */
  readonly now: () => number;
  /** When the call was opened. */
  readonly openedAt: number;
}

/** The way of one message of any type: stamped by the wire, counted, measured, verified, shown to those who look, forgotten. */
export class CallSink implements MessageSink {
  readonly count: FrameCount = new FrameCount();
  /** Messages taken, good and bad. */
  received = 0;
  /** Messages that came after the last one wanted. */
  extra = 0;
  readonly #output: DescMessage;
  readonly #verifier: Verifier;
  readonly #rooms: CallRooms;
  #memory: Uint8Array = new Uint8Array(0);
  #last: number | null = null;

  constructor(output: DescMessage, rooms: CallRooms) {
    this.#output = output;
    this.#verifier = createVerifier(output);
    this.#rooms = rooms;
  }

  /** Memory of its own where somebody looks at the message: `bytes` fields are views into it. */
  reserve(length: number): Uint8Array {
    if (this.#rooms.watchers.length > 0 || length > this.#memory.length) {
      this.#memory = Buffer.allocUnsafe(this.#rooms.watchers.length > 0 ? length : Math.max(length, 1 << 16));
    }
    return this.#memory;
  }

  message(length: number, arrival: number): void {
    const { judge, meter, ender, watchers, pingPong, now, openedAt } = this.#rooms;
    if (ender.full) {
      this.extra += 1;
      ender.finish('max-frames');
      return;
    }
    const index = this.received;
    const gapMs = this.#last === null ? null : arrival - this.#last;
    this.received += 1;
    this.#last = arrival;
    this.count.payloadBytes += length;
    meter.message(arrival, length);
    pingPong?.arrived(arrival);
    const before = now();
    const bytes = this.#memory.subarray(0, length);
    const fault = this.#verifier.verify(bytes);
    if (fault !== null) this.#bad(index, arrival, fault, bytes);
    else if (watchers.length === 0) judge.good();
    else this.#show(bytes, { index, arrival, gapMs, elapsedMs: arrival - openedAt });
    meter.validated((now() - before) * 1000);
    ender.frame(this.received);
  }

  #show(bytes: Uint8Array, place: Omit<SeenMessage, 'message'>): void {
    const { judge, watchers } = this.#rooms;
    const message = this.#decode(bytes);
    if ('fault' in message) {
      this.#bad(place.index, place.arrival, message.fault, bytes);
      return;
    }
    judge.good();
    const seen = { ...place, message };
    for (const watcher of watchers) watcher.message(seen);
  }

  /** What the verifier lets pass and the codec refuses is undecodable as well. */
  #decode(bytes: Uint8Array): Message | { readonly fault: WireFault } {
    try {
      return decode(this.#output, bytes);
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      return { fault: { kind: 'codec', offset: 0, message } };
    }
  }

  #bad(index: number, arrival: number, fault: WireFault, bytes: Uint8Array): void {
    this.count.bad += 1;
    this.#rooms.judge.bad(index, arrival, fault);
    this.#rooms.badMessages?.save(index, bytes);
  }
}
