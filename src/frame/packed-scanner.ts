import type { Frame, FramePart, WireFault } from '../base/frame.ts';
import * as actions from './actions.ts';
import { RowAxes } from './axes.ts';
import { ElementGuess, extremesOf, fitOf, isTelling, type HeaderExtremes } from './element-guess.ts';
import { elementsOfWidth, isInteger, type ElementType } from './elements.ts';
import type { Scanner, ScannerOptions, Settled } from './frame-scan.ts';
import { createKernel, type Kernel } from './kernel.ts';
import type { PackedLayout } from './layout.ts';
import { emptyAxis, lengthFault, rowCountFault } from './packed-fault.ts';
import { PackedFields } from './packed-fields.ts';
import { Sensors } from './tables.ts';
import { toMs } from './time-unit.ts';

/** Frames whose values are held against the header: those structure.element judges by. */
const JUDGED_FRAMES = 10;

/** Scans frames whose values lie in one run of bytes beside their shape. */
export class PackedScanner extends PackedFields implements Scanner {
  readonly #layout: PackedLayout;
  readonly #values: boolean;
  readonly #axes: RowAxes;
  /** The type declared or given; while it is null a guess is made and held. */
  readonly #element: ElementType | null;
  readonly #given: boolean;
  readonly #guess = new ElementGuess();
  readonly #scratch = new Sensors();
  #kernel: Kernel;
  /** What the stream sends; null until it is settled. */
  #sent: ReadonlySet<FramePart> | null = null;
  #judged = 0;

  constructor(layout: PackedLayout, options: ScannerOptions) {
    const element = options.element ?? layout.declared;
    const kernel = options.kernel ?? createKernel(element ?? 'float32');
    super(layout, options.timeUnit, kernel);
    this.#layout = layout;
    this.#values = options.values;
    this.#axes = new RowAxes(options.axes, options.bins);
    this.#element = element;
    this.#given = options.element !== undefined;
    this.#kernel = element === null ? kernel : kernel.reading(element);
    this.frame.readWith(this.#kernel);
  }

  scan(length: number, index: number, arrival: number, arrivalEpoch: number): Frame | WireFault {
    if (!this.read(length, index, arrival, arrivalEpoch)) return this.reader.fault ?? this.frame;
    const fault = this.#shapeFault() ?? this.#rowsFault();
    if (fault !== null) return fault;
    if (this.#sent === null) this.#learn();
    this.#fill();
    return this.frame;
  }

  settle(sent: ReadonlySet<FramePart>): Settled {
    const { element, words } =
      this.#element === null
        ? this.#guess.best()
        : { element: this.#element, words: `${this.#element}${this.#given ? ' (given)' : ''}` };
    const axes = this.#axes.settle();
    const parts = new Set(sent);
    this.#sent = sent;
    this.#use(element);
    if (!axes.hasSensors) parts.delete('sensorId');
    return {
      sent: parts,
      integers: isInteger(element),
      element: words,
      elementAssumed: this.#element === null,
      axes: axes.words,
      names: axes.hasSensors ? this.#layout.names : { ...this.#layout.names, sensors: '' },
    };
  }

  #shapeFault(): WireFault | null {
    const { packed } = this.#layout;
    const shape = this.shape;
    const length = this.dataLength;
    const elements = shape.x * shape.y * shape.z;
    const empty = emptyAxis(shape, packed, this.dataAt);
    if (empty !== null) return empty;
    const known = this.#element !== null || this.#sent !== null ? this.#kernel.width : 0;
    const width = known === 0 ? length / elements : known;
    if (length === elements * width && elementsOfWidth(width).length > 0) return null;
    return lengthFault(length, shape, known, packed.data, this.dataAt);
  }

  /** Lists that came in the stream's first frames are needed in every frame; before that is known an empty one passes. */
  #rowsFault(): WireFault | null {
    const { packed } = this.#layout;
    const rows = this.shape.y;
    const hasTimes = this.#sent?.has('rowStart') ?? false;
    const hasNumbers = this.#sent?.has('sequence') ?? false;
    // A single number that is absent is 0.
    if (hasTimes && packed.timestampIsSingle && this.timestamps.count === 0) this.timestamps.add(0);
    if (hasNumbers && packed.rowIndexIsSingle && this.rowIndex.count === 0) this.rowIndex.add(0);
    const at = this.frame.byteLength;
    return (
      rowCountFault(this.timestamps, rows, packed.timestamps, hasTimes, at) ??
      rowCountFault(this.rowIndex, rows, packed.rowIndex, hasNumbers, at)
    );
  }

  /** Takes a first good frame as evidence of the element type and the axes. */
  #learn(): void {
    const { x, y, z } = this.shape;
    this.#axes.offer(x * z, this.#channels());
    if (this.#element !== null) return;
    const count = x * y * z;
    const scratch = this.#scratch;
    this.#guess.add(this.dataLength / count, this.#header(), (element) => {
      this.#kernel.reading(element).summarize(this.dataBegin, count, scratch, 0);
      return extremesOf(scratch, 1, count);
    });
    this.#use(this.#guess.best().element);
  }

  #use(element: ElementType): void {
    this.#kernel = this.#kernel.reading(element);
    this.frame.readWith(this.#kernel);
  }

  /** Channels by the header; 0 where none were sent. */
  #channels(): number {
    return this.#sendsChannels() ? this.endChannel - this.startChannel + 1 : 0;
  }

  #sendsChannels(): boolean {
    return this.#sent?.has('sensorId') ?? (this.saw(actions.START_CHANNEL) || this.saw(actions.END_CHANNEL));
  }

  #header(): HeaderExtremes {
    const { headerMax, headerMin } = this.frame;
    return {
      max: headerMax,
      min: headerMin,
      hasMax: this.#sent?.has('headerMax') ?? this.saw(actions.HEADER_MAX),
      hasMin: this.#sent?.has('headerMin') ?? this.saw(actions.HEADER_MIN),
    };
  }

  /** Makes rows and sensors of the values, and looks at them. */
  #fill(): void {
    const { frame } = this;
    const { rows, sensors } = frame;
    const { x, y, z } = this.shape;
    const { width } = this.#kernel;
    const judged = this.#element === null && this.#sent !== null && this.#judged < JUDGED_FRAMES;
    const look = this.#values || judged;
    if (this.#sendsChannels()) {
      frame.startChannel = this.startChannel;
      frame.endChannel = this.endChannel;
    }
    if (this.rowIndex.count > 0) frame.sequence = this.rowIndex.at[0]!;
    this.#axes.fit(x * z, this.#channels());
    const amount = Math.max(1, this.#axes.sensors);
    let at = this.dataBegin;
    let slot = 0;
    for (let row = 0; row < y; row += 1) {
      rows.begin(row, slot);
      if (row < this.timestamps.count) {
        rows.start[row] = toMs(this.timestamps.at[row]!, this.rowUnit);
        rows.end[row] = rows.start[row]!;
      }
      for (let sensor = 1; sensor <= amount; sensor += 1) {
        const count = sensor < amount ? this.#axes.bins : this.#axes.lastBins;
        sensors.begin(slot);
        sensors.id[slot] = this.startChannel + sensor - 1;
        sensors.count[slot] = count;
        sensors.valueBegin[slot] = at;
        if (look) this.#kernel.summarize(at, count, sensors, slot);
        at += count * width;
        slot += 1;
      }
    }
    frame.rowCount = y;
    frame.sensorCount = slot;
    frame.valueCount = x * y * z;
    rows.sensorBegin[y] = slot;
    if (judged) this.#judge();
  }

  #judge(): void {
    this.#judged += 1;
    const { frame } = this;
    const header = this.#header();
    if (isTelling(header)) {
      frame.elementAgrees = fitOf(extremesOf(frame.sensors, frame.sensorCount, frame.valueCount), header) >= 0;
    }
  }
}
