import type { FieldEntry } from '../schema/message-table.ts';
import { checkPacked, wrongType } from '../schema/verifier.ts';
import { WIRE_BYTES, WIRE_FIXED64, WIRE_VARINT } from '../schema/wire-reader.ts';
import * as actions from './actions.ts';
import { FrameScan } from './frame-scan.ts';
import type { Kernel } from './kernel.ts';
import type { PackedLayout } from './layout.ts';
import { NumberList } from './number-list.ts';
import type { Shape } from './packed-fault.ts';
import type { TimeUnit } from './time-unit.ts';

/** Reads the fields of a packed frame; what they amount to is not looked at. */
export abstract class PackedFields extends FrameScan {
  protected readonly timestamps: NumberList = new NumberList();
  protected readonly rowIndex: NumberList = new NumberList();
  protected readonly shape: Shape = { x: 0, y: 0, z: 1 };
  protected startChannel = 0;
  protected endChannel = 0;
  /** Place of the data's first tag; the end of the message when there is none. */
  protected dataAt = 0;
  /** The data in one run, however many fields it came in. */
  protected dataBegin = 0;
  protected dataLength = 0;
  readonly #repeatsData: boolean;
  readonly #hasRows: boolean;

  constructor(layout: PackedLayout, timeUnit: TimeUnit | undefined, kernel: Kernel) {
    super(layout, timeUnit, kernel);
    this.#repeatsData = layout.packed.dataRepeated;
    this.#hasRows = layout.packed.shapeY !== undefined;
  }

  protected override read(length: number, index: number, arrival: number, arrivalEpoch: number): boolean {
    this.timestamps.clear();
    this.rowIndex.clear();
    this.shape.x = 0;
    this.shape.y = this.#hasRows ? 0 : 1;
    this.shape.z = 1;
    this.startChannel = 0;
    this.endChannel = 0;
    this.dataAt = length;
    this.dataLength = 0;
    return super.read(length, index, arrival, arrivalEpoch);
  }

  protected act(entry: FieldEntry, wireType: number, limit: number, depth: number): boolean {
    switch (entry.action) {
      case actions.DATA:
        return this.#addData(entry, wireType, limit);
      case actions.TIMESTAMPS:
        return this.#addNumbers(entry, wireType, limit, this.timestamps);
      case actions.ROW_INDEX:
        return this.#addNumbers(entry, wireType, limit, this.rowIndex);
      case actions.DESCEND:
        return this.#descend(entry, wireType, limit, depth);
      default:
    }
    if (!this.readSingle(entry, wireType, limit)) return false;
    this.#keepNumber(entry.action);
    return true;
  }

  #descend(entry: FieldEntry, wireType: number, limit: number, depth: number): boolean {
    if (wireType !== entry.wireType || entry.child === null) return wrongType(this.reader, entry, wireType);
    const length = this.reader.length(limit, entry.number, entry.name);
    return length >= 0 && this.walk(entry.child, this.reader.position + length, depth + 1);
  }

  #addData(entry: FieldEntry, wireType: number, limit: number): boolean {
    const reader = this.reader;
    if (wireType !== WIRE_BYTES) return wrongType(reader, entry, wireType);
    const at = reader.tagPosition;
    const length = reader.length(limit, entry.number, entry.name);
    if (length < 0) return false;
    // Of a single field the last one counts.
    if (!this.#repeatsData) this.dataLength = 0;
    if (this.dataLength === 0) this.dataAt = at;
    if (length > 0) {
      this.dataBegin = this.memory.join(this.dataBegin, this.dataLength, reader.position, length);
      this.dataLength += length;
    }
    reader.position += length;
    return true;
  }

  #addNumbers(entry: FieldEntry, wireType: number, limit: number, list: NumberList): boolean {
    const reader = this.reader;
    if (!entry.packable || wireType !== WIRE_BYTES) {
      if (!entry.packable) list.clear();
      if (!this.readSingle(entry, wireType, limit)) return false;
      list.add(this.number);
      return true;
    }
    const length = reader.length(limit, entry.number, entry.name);
    if (length < 0) return false;
    if (entry.wireType !== WIRE_VARINT) {
      if (!checkPacked(reader, entry, length, entry.wireType === WIRE_FIXED64 ? 8 : 4)) return false;
    }
    const end = reader.position + length;
    if (length > 0) this.seenActions |= 1 << entry.action;
    while (reader.position < end) {
      if (!this.readNumber(entry, end)) return false;
      list.add(this.number);
    }
    return true;
  }

  #keepNumber(action: number): void {
    const { number } = this;
    switch (action) {
      case actions.SHAPE_X:
        this.shape.x = number;
        break;
      case actions.SHAPE_Y:
        this.shape.y = number;
        break;
      case actions.SHAPE_Z:
        this.shape.z = number;
        break;
      case actions.START_CHANNEL:
        this.startChannel = number;
        break;
      case actions.END_CHANNEL:
        this.endChannel = number;
        break;
      case actions.JOB_ID:
        this.frame.jobId = number;
        break;
      default:
        this.keepHeader(action);
    }
  }
}
