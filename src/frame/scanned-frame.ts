import type { Frame } from '../base/frame.ts';
import type { Kernel } from './kernel.ts';
import type { MessageMemory } from './message-memory.ts';
import { Rows, Sensors } from './tables.ts';

/** The one frame a scanner fills again and again. */
export class ScannedFrame implements Frame {
  index = 0;
  arrival = 0;
  arrivalEpoch = 0;
  byteLength = 0;
  headerMax = 0;
  headerMin = 0;
  sequence = 0;
  sourceTime = 0;
  startChannel: number | undefined = undefined;
  endChannel: number | undefined = undefined;
  jobId: number | undefined = undefined;
  elementAgrees: boolean | undefined = undefined;
  rowCount = 0;
  sensorCount = 0;
  valueCount = 0;
  readonly rows: Rows = new Rows();
  readonly sensors: Sensors = new Sensors();
  #kernel: Kernel;
  readonly #memory: MessageMemory;

  constructor(kernel: Kernel, memory: MessageMemory) {
    this.#kernel = kernel;
    this.#memory = memory;
  }

  /** Values are elements of this kernel, over the same memory, from now on. */
  readWith(kernel: Kernel): void {
    this.#kernel = kernel;
  }

  clear(): void {
    this.headerMax = 0;
    this.headerMin = 0;
    this.sequence = 0;
    this.sourceTime = 0;
    this.startChannel = undefined;
    this.endChannel = undefined;
    this.jobId = undefined;
    this.elementAgrees = undefined;
    this.rowCount = 0;
    this.sensorCount = 0;
    this.valueCount = 0;
  }

  value(sensor: number, bin: number): number {
    if (!(bin >= 0 && bin < this.#count(sensor))) throw new RangeError(`sensor slot ${sensor} has no bin ${bin}`);
    return this.#kernel.value(this.sensors.valueBegin[sensor]! + bin * this.#kernel.width);
  }

  valueBytes(sensor: number): Uint8Array {
    const count = this.#count(sensor);
    const begin = this.sensors.valueBegin[sensor]!;
    return this.#memory.bytes.subarray(begin, begin + count * this.#kernel.width);
  }

  #count(sensor: number): number {
    if (!(sensor >= 0 && sensor < this.sensorCount)) throw new RangeError(`there is no sensor slot ${sensor}`);
    return this.sensors.count[sensor]!;
  }
}
