import type { WireFault } from '../../base/frame.ts';
import type { CallJudge } from '../../check/call-judge.ts';
import type { Meter } from '../../measure/meter.ts';
import { decode } from '../../schema/codec.ts';
import type { DescMessage, Message } from '../../schema/descriptors.ts';
import { isPlainMessage } from '../../schema/plain-message.ts';
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
  readonly judge: Pick<CallJudge, 'good' | 'bad'>;
  readonly meter: Pick<Meter, 'message' | 'validated'>;
  readonly ender: Pick<Ender, 'full' | 'finish' | 'frame'>;
  /** Those who look at messages. */
  readonly watchers: readonly MessageWatcher[];
  readonly badMessages: BadMessages | null;
  readonly pingPong: PingPong | null;
  /** Monotonic clock, ms. */
  readonly now: () => number;
  /** When the call was opened. */
  readonly openedAt: number;
  /** The least memory taken for messages that need none of their own, bytes. */
  readonly leastMemory?: number;
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
  /** Whether messages need not keep the memory they came in. */
  readonly #plain: boolean;
  #memory: Uint8Array = new Uint8Array(0);
  #last = Number.NaN;
  /** Why the codec refused the last message. */
  #refused = '';

  constructor(output: DescMessage, rooms: CallRooms) {
    this.#output = output;
    this.#verifier = createVerifier(output);
    this.#rooms = rooms;
    this.#plain = rooms.watchers.length === 0 || isPlainMessage(output);
  }

  /** Memory of its own for a message that somebody may keep, with views into it. */
  reserve(length: number): Uint8Array {
    if (!this.#plain) this.#memory = new Uint8Array(length);
    else if (length > this.#memory.length)
      this.#memory = new Uint8Array(Math.max(length, this.#rooms.leastMemory ?? SMALLEST));
    return this.#memory;
  }

  message(length: number, arrival: number): void {
    const { judge, meter, ender, watchers, pingPong, now } = this.#rooms;
    if (ender.full) {
      this.extra += 1;
      ender.finish('max-frames');
      return;
    }
    const index = this.received;
    const gapMs = index === 0 ? null : arrival - this.#last;
    this.received += 1;
    this.#last = arrival;
    this.count.payloadBytes += length;
    meter.message(arrival, length);
    pingPong?.arrived(arrival);
    const before = now();
    const fault = this.#verifier.verify(this.#memory, 0, length);
    if (fault !== null) this.#bad(index, arrival, fault, length);
    else if (watchers.length === 0) judge.good();
    else this.#show(index, arrival, gapMs, length);
    meter.validated((now() - before) * 1000);
    ender.frame(this.received);
  }

  #show(index: number, arrival: number, gapMs: number | null, length: number): void {
    const { judge, watchers, openedAt } = this.#rooms;
    const message = this.#decode(length);
    if (message === null) {
      this.#bad(index, arrival, { kind: 'codec', offset: 0, message: this.#refused }, length);
      return;
    }
    judge.good();
    const seen: SeenMessage = { index, message, arrival, gapMs, elapsedMs: arrival - openedAt };
    for (const watcher of watchers) watcher.message(seen);
  }

  /** What the verifier lets pass and the codec refuses is undecodable as well: null. */
  #decode(length: number): Message | null {
    try {
      return decode(this.#output, this.#bytes(length), this.#plain);
    } catch (thrown) {
      this.#refused = thrown instanceof Error ? thrown.message : String(thrown);
      return null;
    }
  }

  #bad(index: number, arrival: number, fault: WireFault, length: number): void {
    this.count.bad += 1;
    this.#rooms.judge.bad(index, arrival, fault);
    this.#rooms.badMessages?.save(index, this.#bytes(length));
  }

  #bytes(length: number): Uint8Array {
    return this.#memory.length === length ? this.#memory : this.#memory.subarray(0, length);
  }
}

/** The least memory that is used again and again. */
const SMALLEST = 1 << 16;
