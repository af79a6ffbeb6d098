import type { Frame, FramePart, FrameShape, WireFault } from '../base/frame.ts';
import { isFault, type Scanner } from './scanner.ts';

export interface IntakeOptions {
  readonly scanner: Scanner;
  /** Called once, before any frame, if a good frame ever comes. */
  readonly onShape: (shape: FrameShape) => void;
  readonly onFrame: (frame: Frame) => void;
  readonly onBad: (index: number, arrival: number, arrivalEpoch: number, fault: WireFault) => void;
}

/** Takes the messages of one stream in order and hands on frames and faults in the same order. */
export interface Intake {
  /** Memory for the next message, see `Scanner.reserve`. */
  reserve(length: number): Uint8Array;
  /** The message is complete in the first `length` bytes of what `reserve` gave. */
  accept(length: number, arrival: number, arrivalEpoch: number): void;
  /** The stream is over: hands on what is still held back. */
  finish(): void;
}

/** Bad messages held back behind the first good one; with more, the shape is decided without a second. */
const MOST_HELD = 64;

interface Held {
  readonly index: number;
  readonly arrival: number;
  readonly arrivalEpoch: number;
  /** The bytes of a good message, the fault of a bad one. */
  readonly content: Uint8Array | WireFault;
}

/** Holds the first good frame back until the second, so that what a server sends is known before any rule looks. */
export function createIntake({ scanner, onShape, onFrame, onBad }: IntakeOptions): Intake {
  const sent = new Set<FramePart>();
  const held: Held[] = [];
  let index = 0;
  let decided = false;
  let memory = scanner.reserve(0);

  const reserve = (length: number): Uint8Array => {
    memory = scanner.reserve(length);
    return memory;
  };

  const decide = (): void => {
    if (decided) return;
    decided = true;
    if (held.length === 0) return;
    onShape(scanner.settle(sent));
    for (const { index, arrival, arrivalEpoch, content } of held.splice(0)) {
      if (!(content instanceof Uint8Array)) {
        onBad(index, arrival, arrivalEpoch, content);
        continue;
      }
      reserve(content.length).set(content);
      const again = scanner.scan(content.length, index, arrival, arrivalEpoch);
      // What the first two frames together say of the stream can make one of them a bad one.
      if (isFault(again)) onBad(index, arrival, arrivalEpoch, again);
      else onFrame(again);
    }
  };

  return {
    reserve,
    accept: (length, arrival, arrivalEpoch) => {
      const place = index;
      index += 1;
      const scanned = scanner.scan(length, place, arrival, arrivalEpoch);
      if (decided) {
        if (isFault(scanned)) onBad(place, arrival, arrivalEpoch, scanned);
        else onFrame(scanned);
        return;
      }
      if (isFault(scanned)) {
        if (held.length === 0) onBad(place, arrival, arrivalEpoch, scanned);
        else held.push({ index: place, arrival, arrivalEpoch, content: scanned });
        if (held.length > MOST_HELD) decide();
        return;
      }
      for (const part of scanner.seen()) sent.add(part);
      const second = held.length > 0;
      held.push({ index: place, arrival, arrivalEpoch, content: memory.slice(0, length) });
      if (second) decide();
    },
    finish: decide,
  };
}
