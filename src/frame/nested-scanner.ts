import type { Frame, FramePart, WireFault } from '../base/frame.ts';
import type { FieldEntry, MessageTable } from '../schema/message-table.ts';
import { checkPacked, verifyText, wrongType } from '../schema/verifier.ts';
import { WIRE_BYTES, WIRE_VARINT } from '../schema/wire-reader.ts';
import * as actions from './actions.ts';
import { CanvasIds } from './canvas-ids.ts';
import { FrameScan, type Scanner, type ScannerOptions, type Settled } from './frame-scan.ts';
import { createKernel, type Kernel } from './kernel.ts';
import type { NestedLayout } from './layout.ts';
import { isWide } from './number-reader.ts';
import { SensorForm } from './sensor-form.ts';
import { toMs } from './time-unit.ts';

/** Scans frames in which rows hold sensors hold values, or rows hold values. */
export class NestedScanner extends FrameScan implements Scanner {
  readonly #layout: NestedLayout;
  readonly #values: boolean;
  readonly #kernel: Kernel;
  readonly #width: number;
  readonly #canvases = new CanvasIds();
  readonly #hasSensors: boolean;
  /** Null until the first sensor, and where rows hold values themselves. */
  #form: SensorForm | null = null;
  #rowHasCanvas = false;

  constructor(layout: NestedLayout, options: ScannerOptions) {
    const kernel = options.kernel ?? createKernel(layout.element);
    super(layout, options.timeUnit, kernel);
    this.#layout = layout;
    this.#values = options.values;
    this.#kernel = kernel;
    this.#width = kernel.width;
    this.#hasSensors = layout.names.sensors !== '';
  }

  scan(length: number, index: number, arrival: number, arrivalEpoch: number): Frame | WireFault {
    this.read(length, index, arrival, arrivalEpoch);
    const frame = this.frame;
    frame.rows.sensorBegin[frame.rowCount] = frame.sensorCount;
    return this.reader.fault ?? frame;
  }

  settle(sent: ReadonlySet<FramePart>): Settled {
    const { element, axes, names } = this.#layout;
    return { sent, integers: false, element, elementAssumed: false, axes, names };
  }

  protected act(entry: FieldEntry, wireType: number, limit: number, depth: number): boolean {
    if (entry.action === actions.VALUES) return this.#addValues(entry, wireType, limit);
    if (entry.action === actions.CANVAS || entry.child !== null) {
      if (wireType !== entry.wireType) return wrongType(this.reader, entry, wireType);
      return entry.child === null ? this.#readCanvas(entry, limit) : this.#enter(entry, entry.child, limit, depth);
    }
    if (!this.readSingle(entry, wireType, limit)) return false;
    this.#keepNumber(entry.action);
    return true;
  }

  #enter(entry: FieldEntry, child: MessageTable, limit: number, depth: number): boolean {
    const length = this.reader.length(limit, entry.number, entry.name);
    if (length < 0) return false;
    const end = this.reader.position + length;
    if (entry.action === actions.SENSORS) {
      if (!this.#walkSensor(child, end, depth + 1)) return false;
      this.#form ??= new SensorForm(entry, child, this.#width);
      this.#readSensors(this.#form, limit);
      return true;
    }
    if (entry.action === actions.ROWS) return this.#walkRow(child, end, depth + 1);
    return this.walk(child, end, depth + 1);
  }

  #walkRow(table: MessageTable, end: number, depth: number): boolean {
    const { rows, rowCount, sensorCount } = this.frame;
    rows.begin(rowCount, sensorCount);
    this.#rowHasCanvas = false;
    if (!(this.#hasSensors ? this.walk(table, end, depth) : this.#walkSensor(table, end, depth))) return false;
    // Absent is the same as the default: an empty text, or 0.
    if (!this.#rowHasCanvas) {
      rows.canvas[rowCount] = this.#layout.canvasIsNumber
        ? this.#canvases.ofInteger(0, 0)
        : this.#canvases.ofBytes(this.memory.bytes, 0, 0);
    }
    this.frame.rowCount = rowCount + 1;
    return true;
  }

  #walkSensor(table: MessageTable, end: number, depth: number): boolean {
    const frame = this.frame;
    const { sensors, sensorCount: slot } = frame;
    sensors.begin(slot);
    if (!this.walk(table, end, depth)) return false;
    frame.sensorCount = slot + 1;
    const count = sensors.count[slot]!;
    frame.valueCount += count;
    if (this.#values) this.#kernel.summarize(sensors.valueBegin[slot]!, count, sensors, slot);
    return true;
  }

  /** Reads the sensors that follow in the form of nearly all; stops before the first that looks otherwise. */
  #readSensors(form: SensorForm, limit: number): void {
    const { frame, reader, memory } = this;
    const { sensors } = frame;
    const width = this.#width;
    let slot = frame.sensorCount;
    let values = 0;
    while (reader.position < limit && form.read(memory.bytes, reader.position, limit)) {
      const count = form.length / width;
      sensors.begin(slot);
      sensors.id[slot] = form.id;
      sensors.count[slot] = count;
      sensors.valueBegin[slot] = form.values;
      if (form.hasId) this.seenActions |= 1 << actions.SENSOR_ID;
      if (this.#values) this.#kernel.summarize(form.values, count, sensors, slot);
      values += count;
      slot += 1;
      reader.position = form.end;
    }
    frame.sensorCount = slot;
    frame.valueCount += values;
  }

  #addValues(entry: FieldEntry, wireType: number, limit: number): boolean {
    const reader = this.reader;
    const { sensors, sensorCount } = this.frame;
    if (wireType === WIRE_BYTES) {
      const length = reader.length(limit, entry.number, entry.name);
      if (length < 0 || !checkPacked(reader, entry, length, this.#width)) return false;
      this.memory.append(sensors, sensorCount, reader.position, length);
      reader.position += length;
      return true;
    }
    if (wireType !== entry.wireType) return wrongType(reader, entry, wireType);
    const at = reader.position;
    if (!reader.fixed(limit, this.#width)) return false;
    this.memory.append(sensors, sensorCount, at, this.#width);
    return true;
  }

  #keepNumber(action: number): void {
    const { frame, number } = this;
    switch (action) {
      case actions.SENSOR_ID:
        frame.sensors.id[frame.sensorCount] = number;
        break;
      case actions.ROW_START:
        frame.rows.start[frame.rowCount] = toMs(number, this.rowUnit);
        break;
      case actions.ROW_END:
        frame.rows.end[frame.rowCount] = toMs(number, this.rowUnit);
        break;
      default:
        this.keepHeader(action);
    }
  }

  #readCanvas(entry: FieldEntry, limit: number): boolean {
    const { rows, rowCount } = this.frame;
    const reader = this.reader;
    this.seenActions |= 1 << actions.CANVAS;
    this.#rowHasCanvas = true;
    if (entry.wireType !== WIRE_BYTES) {
      const at = reader.position;
      if (!this.readNumber(entry, limit)) return false;
      const { view } = this.memory;
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
