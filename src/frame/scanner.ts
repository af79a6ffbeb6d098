import type { Frame, FramePart, WireFault } from '../base/frame.ts';
import type { FieldEntry, MessageTable } from '../schema/message-table.ts';
import { checkPacked, verifyText, verifyValue, wrongType } from '../schema/verifier.ts';
import { WIRE_BYTES, WIRE_FIXED64, WIRE_VARINT, WireReader } from '../schema/wire-reader.ts';
import * as actions from './actions.ts';
import { CanvasIds } from './canvas-ids.ts';
import { createKernel, type Kernel } from './kernel.ts';
import type { CompiledLayout } from './layout.ts';
import { MessageMemory } from './message-memory.ts';
import { fixedNumber, isWide, varintNumber } from './number-reader.ts';
import { ScannedFrame } from './scanned-frame.ts';
import { toMs, type TimeUnit } from './time-unit.ts';

export interface ScannerOptions {
  /** Unit of row times and of the source time, unless the layout states that one apart; default: the layout's. */
  readonly timeUnit?: TimeUnit;
  /** Whether values are looked at; without it extremes are infinite and hashes 0. */
  readonly values: boolean;
  /** Default: the kernel in plain JavaScript. */
  readonly kernel?: Kernel;
}

/** Turns message bytes into a Frame where they lie. One scanner serves one stream. */
export interface Scanner {
  /** Memory of at least `length` bytes for the next message, to be filled from offset 0. */
  reserve(length: number): Uint8Array;
  /** Scans the first `length` bytes of what `reserve` gave; the frame holds until the next `reserve` or `scan`. */
  scan(length: number, index: number, arrival: number, arrivalEpoch: number): Frame | WireFault;
  /** The parts that were on the wire in the last scan. */
  seen(): ReadonlySet<FramePart>;
}

export function createScanner(layout: CompiledLayout, options: ScannerOptions): Scanner {
  return new FrameScanner(layout, options);
}

/** Tells a fault from a frame. */
export function isFault(scanned: Frame | WireFault): scanned is WireFault {
  return 'kind' in scanned;
}

class FrameScanner implements Scanner {
  readonly #table: MessageTable;
  readonly #rowUnit: TimeUnit;
  readonly #sourceUnit: TimeUnit;
  readonly #values: boolean;
  readonly #kernel: Kernel;
  readonly #width: number;
  readonly #reader = new WireReader();
  readonly #memory: MessageMemory;
  readonly #frame: ScannedFrame;
  readonly #canvases = new CanvasIds();
  readonly #numericCanvas: boolean;
  #number = 0;
  #rowHasCanvas = false;
  #seen = 0;

  constructor(layout: CompiledLayout, options: ScannerOptions) {
    this.#table = layout.table;
    this.#rowUnit = options.timeUnit ?? layout.timeUnit;
    this.#sourceUnit = layout.sourceTimeUnit ?? this.#rowUnit;
    this.#values = options.values;
    this.#kernel = options.kernel ?? createKernel(layout.element);
    this.#width = this.#kernel.width;
    this.#memory = new MessageMemory(this.#kernel);
    this.#frame = new ScannedFrame(this.#kernel, this.#memory);
    this.#numericCanvas = layout.canvasIsNumber;
  }

  reserve(length: number): Uint8Array {
    return this.#memory.reserve(length);
  }

  scan(length: number, index: number, arrival: number, arrivalEpoch: number): Frame | WireFault {
    if (length > this.#memory.capacity) throw new RangeError(`${length} bytes were not reserved`);
    const frame = this.#frame;
    frame.clear();
    frame.index = index;
    frame.arrival = arrival;
    frame.arrivalEpoch = arrivalEpoch;
    frame.byteLength = length;
    this.#seen = 0;
    this.#memory.clear();
    this.#reader.open(this.#memory.bytes, 0, length);
    this.#walk(this.#table, length, 1);
    frame.rows.sensorBegin[frame.rowCount] = frame.sensorCount;
    return this.#reader.fault ?? frame;
  }

  seen(): ReadonlySet<FramePart> {
    const parts = new Set<FramePart>();
    for (const [action, part] of actions.PART_OF_ACTION) if ((this.#seen & (1 << action)) !== 0) parts.add(part);
    return parts;
  }

  #walk(table: MessageTable, limit: number, depth: number): boolean {
    const reader = this.#reader;
    while (reader.position < limit) {
      const tag = reader.tag(limit);
      if (tag === 0) return false;
      const entry = table.find(tag >>> 3);
      const good =
        entry === undefined
          ? reader.skip(tag, limit, depth)
          : entry.action === 0
            ? verifyValue(reader, entry, tag & 7, limit, depth)
            : this.#act(entry, tag & 7, limit, depth);
      if (!good) return false;
    }
    return true;
  }

  #act(entry: FieldEntry, wireType: number, limit: number, depth: number): boolean {
    if (entry.action === actions.VALUES) return this.#addValues(entry, wireType, limit);
    if (wireType !== entry.wireType) return wrongType(this.#reader, entry, wireType);
    if (entry.child !== null) return this.#enter(entry, entry.child, limit, depth);
    this.#seen |= 1 << entry.action;
    if (entry.action === actions.CANVAS) return this.#readCanvas(entry, limit);
    return this.#readNumber(entry, limit) && this.#keepNumber(entry.action);
  }

  #enter(entry: FieldEntry, child: MessageTable, limit: number, depth: number): boolean {
    const length = this.#reader.length(limit, entry.number, entry.name);
    if (length < 0) return false;
    const end = this.#reader.position + length;
    if (entry.action === actions.SENSORS) return this.#walkSensor(child, end, depth + 1);
    if (entry.action === actions.ROWS) return this.#walkRow(child, end, depth + 1);
    return this.#walk(child, end, depth + 1);
  }

  #walkRow(table: MessageTable, end: number, depth: number): boolean {
    const { rows, rowCount, sensorCount } = this.#frame;
    rows.begin(rowCount, sensorCount);
    this.#rowHasCanvas = false;
    if (!this.#walk(table, end, depth)) return false;
    // Absent is the same as the default: an empty text, or 0.
    if (!this.#rowHasCanvas) {
      rows.canvas[rowCount] = this.#numericCanvas
        ? this.#canvases.ofInteger(0, 0)
        : this.#canvases.ofBytes(this.#memory.bytes, 0, 0);
    }
    this.#frame.rowCount = rowCount + 1;
    return true;
  }

  #walkSensor(table: MessageTable, end: number, depth: number): boolean {
    const frame = this.#frame;
    const { sensors, sensorCount: slot } = frame;
    sensors.begin(slot);
    if (!this.#walk(table, end, depth)) return false;
    frame.sensorCount = slot + 1;
    const count = sensors.count[slot]!;
    frame.valueCount += count;
    if (this.#values) this.#kernel.summarize(sensors.valueBegin[slot]!, count, sensors, slot);
    return true;
  }

  #addValues(entry: FieldEntry, wireType: number, limit: number): boolean {
    const reader = this.#reader;
    const { sensors, sensorCount } = this.#frame;
    if (wireType === WIRE_BYTES) {
      const length = reader.length(limit, entry.number, entry.name);
      if (length < 0 || !checkPacked(reader, entry, length, this.#width)) return false;
      this.#memory.append(sensors, sensorCount, reader.position, length);
      reader.position += length;
      return true;
    }
    if (wireType !== entry.wireType) return wrongType(reader, entry, wireType);
    const at = reader.position;
    if (!reader.fixed(limit, this.#width)) return false;
    this.#memory.append(sensors, sensorCount, at, this.#width);
    return true;
  }

  #readNumber(entry: FieldEntry, limit: number): boolean {
    const reader = this.#reader;
    if (entry.wireType === WIRE_VARINT) {
      if (!reader.varint(limit)) return false;
      this.#number = varintNumber(reader, entry);
      return true;
    }
    const at = reader.position;
    if (!reader.fixed(limit, entry.wireType === WIRE_FIXED64 ? 8 : 4)) return false;
    this.#number = fixedNumber(this.#memory.view, at, entry);
    return true;
  }

  #keepNumber(action: number): boolean {
    const frame = this.#frame;
    const number = this.#number;
    switch (action) {
      case actions.SENSOR_ID:
        frame.sensors.id[frame.sensorCount] = number;
        break;
      case actions.ROW_START:
        frame.rows.start[frame.rowCount] = toMs(number, this.#rowUnit);
        break;
      case actions.ROW_END:
        frame.rows.end[frame.rowCount] = toMs(number, this.#rowUnit);
        break;
      case actions.HEADER_MAX:
        frame.headerMax = number;
        break;
      case actions.HEADER_MIN:
        frame.headerMin = number;
        break;
      case actions.SEQUENCE:
        frame.sequence = number;
        break;
      default:
        frame.sourceTime = toMs(number, this.#sourceUnit);
    }
    return true;
  }

  #readCanvas(entry: FieldEntry, limit: number): boolean {
    const { rows, rowCount } = this.#frame;
    const reader = this.#reader;
    this.#rowHasCanvas = true;
    if (entry.wireType !== WIRE_BYTES) {
      const at = reader.position;
      if (!this.#readNumber(entry, limit)) return false;
      const { view } = this.#memory;
      const varint = entry.wireType === WIRE_VARINT;
      const low = varint ? reader.low : view.getInt32(at, true);
      const high = !isWide(entry) ? 0 : varint ? reader.high : view.getInt32(at + 4, true);
      rows.canvas[rowCount] = this.#canvases.ofInteger(low, high);
      return true;
    }
    const length = reader.length(limit, entry.number, entry.name);
    if (length < 0) return false;
    const end = reader.position + length;
    if (entry.utf8 && !verifyText(reader, entry, end)) return false;
    rows.canvas[rowCount] = this.#canvases.ofBytes(reader.bytes, reader.position, end);
    reader.position = end;
    return true;
  }
}
