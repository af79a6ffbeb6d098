import type { Frame, FramePart, FrameShape, WireFault } from '../base/frame.ts';
import type { FieldEntry, MessageTable } from '../schema/message-table.ts';
import { verifyValue, wrongType } from '../schema/verifier.ts';
import { WIRE_FIXED64, WIRE_VARINT, WireReader } from '../schema/wire-reader.ts';
import * as actions from './actions.ts';
import type { Axes } from './axes.ts';
import type { ElementType } from './elements.ts';
import type { Kernel } from './kernel.ts';
import { MessageMemory } from './message-memory.ts';
import { fixedNumber, varintNumber } from './number-reader.ts';
import { ScannedFrame } from './scanned-frame.ts';
import { toMs, type TimeUnit } from './time-unit.ts';

export interface ScannerOptions {
  /** Unit of row times and of the source time, unless the layout states that one apart; default: the layout's. */
  readonly timeUnit?: TimeUnit | undefined;
  /** Whether values are looked at; without it extremes are infinite and hashes 0. */
  readonly values: boolean;
  /** Default: the kernel in plain JavaScript. */
  readonly kernel?: Kernel | undefined;
  /** Packed layouts: what the values are, in place of what the layout declares or the extremes tell. */
  readonly element?: ElementType | undefined;
  /** Packed layouts: how the values of a row lie, in place of channels x `bins`. */
  readonly axes?: Axes | 'none' | undefined;
  /** Packed layouts: values of a sensor, where known; without it rows have no sensor axis. */
  readonly bins?: number | undefined;
}

/** What a stream turned out to be; `names` differ from the layout's where rows have no sensor axis. */
export type Settled = Pick<FrameShape, 'sent' | 'integers' | 'element' | 'elementAssumed' | 'axes' | 'names'>;

/** Turns message bytes into a Frame where they lie. One scanner serves one stream. */
export interface Scanner {
  /** Memory of at least `length` bytes for the next message, to be filled from offset 0. */
  reserve(length: number): Uint8Array;
  /** Scans the first `length` bytes of what `reserve` gave; the frame holds until the next `reserve` or `scan`. */
  scan(length: number, index: number, arrival: number, arrivalEpoch: number): Frame | WireFault;
  /** The parts that were on the wire in the last scan. */
  seen(): ReadonlySet<FramePart>;
  /**
   * Decides, once and from the messages scanned so far, what holds for the rest of the stream: `sent` are the parts
   * its first good frames had. What was scanned before may be another frame, or a fault, when it is scanned again.
   */
  settle(sent: ReadonlySet<FramePart>): Settled;
}

/** What scanners of all kinds of layout have in common: the memory, the walk over fields, the header. */
export abstract class FrameScan {
  protected readonly frame: ScannedFrame;
  protected readonly memory: MessageMemory;
  protected readonly reader: WireReader = new WireReader();
  protected readonly rowUnit: TimeUnit;
  /** The number last read. */
  protected number = 0;
  /** A bit for each action whose field was on the wire. */
  protected seenActions = 0;
  readonly #table: MessageTable;
  readonly #sourceUnit: TimeUnit;

  constructor(
    layout: { readonly table: MessageTable; readonly timeUnit: TimeUnit; readonly sourceTimeUnit: TimeUnit | null },
    timeUnit: TimeUnit | undefined,
    kernel: Kernel,
  ) {
    this.#table = layout.table;
    this.rowUnit = timeUnit ?? layout.timeUnit;
    this.#sourceUnit = layout.sourceTimeUnit ?? this.rowUnit;
    this.memory = new MessageMemory(kernel);
    this.frame = new ScannedFrame(kernel, this.memory);
  }

  reserve(length: number): Uint8Array {
    return this.memory.reserve(length);
  }

  seen(): ReadonlySet<FramePart> {
    const parts = new Set<FramePart>();
    for (const [action, part] of actions.PART_OF_ACTION) if (this.saw(action)) parts.add(part);
    return parts;
  }

  /** Does what the action of a field's entry says; false when the wire is at fault. */
  protected abstract act(entry: FieldEntry, wireType: number, limit: number, depth: number): boolean;

  protected saw(action: number): boolean {
    return (this.seenActions & (1 << action)) !== 0;
  }

  /** Clears the frame and reads the message into it; false when the wire is at fault. */
  protected read(length: number, index: number, arrival: number, arrivalEpoch: number): boolean {
    if (length > this.memory.capacity) throw new RangeError(`${length} bytes were not reserved`);
    const frame = this.frame;
    frame.clear();
    frame.index = index;
    frame.arrival = arrival;
    frame.arrivalEpoch = arrivalEpoch;
    frame.byteLength = length;
    this.seenActions = 0;
    this.memory.clear();
    this.reader.open(this.memory.bytes, 0, length);
    return this.walk(this.#table, length, 1);
  }

  protected walk(table: MessageTable, limit: number, depth: number): boolean {
    const reader = this.reader;
    while (reader.position < limit) {
      const tag = reader.tag(limit);
      if (tag === 0) return false;
      const entry = table.find(tag >>> 3);
      const good =
        entry === undefined
          ? reader.skip(tag, limit, depth)
          : entry.action === 0
            ? verifyValue(reader, entry, tag & 7, limit, depth)
            : this.act(entry, tag & 7, limit, depth);
      if (!good) return false;
    }
    return true;
  }

  /** Reads a number of the type of `entry` into `number`. */
  protected readNumber(entry: FieldEntry, limit: number): boolean {
    const reader = this.reader;
    if (entry.wireType === WIRE_VARINT) {
      if (!reader.varint(limit)) return false;
      this.number = varintNumber(reader, entry);
      return true;
    }
    const at = reader.position;
    if (!reader.fixed(limit, entry.wireType === WIRE_FIXED64 ? 8 : 4)) return false;
    this.number = fixedNumber(this.memory.view, at, entry);
    return true;
  }

  /** Reads a single number after its tag. */
  protected readSingle(entry: FieldEntry, wireType: number, limit: number): boolean {
    if (wireType !== entry.wireType) return wrongType(this.reader, entry, wireType);
    this.seenActions |= 1 << entry.action;
    return this.readNumber(entry, limit);
  }

  /** Keeps the number just read when its action is one of the frame's header. */
  protected keepHeader(action: number): void {
    const frame = this.frame;
    switch (action) {
      case actions.HEADER_MAX:
        frame.headerMax = this.number;
        break;
      case actions.HEADER_MIN:
        frame.headerMin = this.number;
        break;
      case actions.SEQUENCE:
        frame.sequence = this.number;
        break;
      case actions.SOURCE_TIME:
        frame.sourceTime = toMs(this.number, this.#sourceUnit);
        break;
      default:
    }
  }
}
