import { clampToElement, storedPicture } from './element.ts';
import { encodeFrame } from './encode.ts';
import { faultAt } from './fault/definition.ts';
import type { Act, Fault, FaultAt, FrameTiming } from './fault/definition.ts';
import type { Job } from './job.ts';
import { streamFaults, streamSensors } from './job.ts';
import { encodePacked } from './packed-encode.ts';
import { packFrame } from './packed-plan.ts';
import { isInteger } from './layout.ts';
import { extremesOf, sensorsOf } from './plan.ts';
import type { FramePlan, Picture, SensorPlan } from './plan.ts';
import { mix } from './random.ts';

/** A frame and when it is to go out. */
export interface Slot {
  readonly index: number;
  /** From the stream's start, ms; all 0 as fast as it can. */
  readonly dueMs: number;
  /** How much longer this frame alone waits. */
  readonly holdMs: number;
  /** What happens in its place. */
  readonly act: Act | null;
  /** Null when it is lost on the way or something else happens. */
  readonly frame: FramePlan | null;
}

/** Makes the frames of one stream, one after the other. Pure: the same job and start give the same slots. */
export class FrameMaker {
  readonly #job: Job;
  readonly #startMs: number;
  readonly #count: number;
  readonly #faults: readonly Fault[];
  readonly #picture: Picture;
  readonly #ids: readonly number[];
  readonly #stride: number;
  readonly #remembered = new Map<number, { row: number; rows: number }>();
  #values = new Float32Array(0);
  #index = 0;
  /** Frames so far that took a number. */
  #numbered = 0;
  /** Rows of source time and of the picture before the frame, and by how much faults bent the former, ms. */
  #row = 0;
  #pictureRow = 0;
  #bentMs = 0;
  #dueMs = 0;
  #running = { max: -Infinity, min: Infinity };

  /** `sourceStart`: start of the first row, epoch ms; `count`: frames until the stream is over. */
  constructor(job: Job, stream: number, sourceStart: number, count: number = job.frames) {
    const { from, to } = streamSensors(job, stream);
    this.#job = job;
    this.#startMs = sourceStart;
    this.#count = count;
    this.#faults = streamFaults(job, stream);
    this.#picture = storedPicture(job.picture(from, to), job.element);
    this.#ids = Array.from({ length: to - from }, (_, i) => job.firstSensor + from + i);
    this.#stride = job.quirks.has('number-stride') ? 3 : 1;
  }

  /** The next slot, or null at the end. Its values live until the next one is made. */
  next(): Slot | null {
    const left = this.#picture.rows - this.#pictureRow;
    if (this.#index >= this.#count || left <= 0) return null;
    const faults = this.#faultsAt(this.#index);
    const timing = this.#timing(faults, left);
    const act = faults.find(({ active, fault }) => active && fault.definition.act);
    const slot: Slot = {
      index: this.#index,
      dueMs: this.#dueMs,
      holdMs: timing.holdMs,
      act: act?.fault.definition.act?.(act) ?? null,
      frame: timing.sent && !act ? this.#frame(timing, faults) : null,
    };
    this.#advance(timing);
    return slot;
  }

  /** The bytes of a slot's frame. */
  encode(slot: Slot, frame: FramePlan): Buffer {
    const faults = this.#faultsAt(slot.index).filter(({ active }) => active);
    const bytes = this.#job.layout === 'datastream' ? this.#nested(frame) : this.#packed(frame, faults);
    return faults.reduce((bytes, at) => at.fault.definition.bytes?.(bytes, at) ?? bytes, bytes);
  }

  #nested(frame: FramePlan): Buffer {
    const { quirks } = this.#job;
    return encodeFrame(frame, { unpacked: quirks.has('unpacked'), unknownFields: quirks.has('unknown-fields') });
  }

  #packed(frame: FramePlan, faults: readonly FaultAt[]): Buffer {
    const { quirks, element, chunks, number: jobId, bins } = this.#job;
    const plan = packFrame(frame, {
      firstChannel: this.#ids.at(0) ?? 0,
      lastChannel: this.#ids.at(-1) ?? 0,
      points: this.#ids.length * bins,
      jobId,
    });
    for (const at of faults) at.fault.definition.packed?.(plan, at);
    const { unpacked, unknownFields } = {
      unpacked: quirks.has('unpacked'),
      unknownFields: quirks.has('unknown-fields'),
    };
    return encodePacked(plan, { element, chunks, unpacked, unknownFields });
  }

  #faultsAt(index: number): FaultAt[] {
    const { dtMs, layout } = this.#job;
    return this.#faults.map((fault) => faultAt(fault, index, dtMs, layout));
  }

  #timing(faults: readonly FaultAt[], left: number): FrameTiming {
    const { rows, seed, quirks, dtMs } = this.#job;
    let rowCount = rows.min + (mix(seed, 7_000_000 + this.#index) % (rows.max - rows.min + 1));
    if (quirks.has('short-last-frame') && this.#index === this.#count - 1) rowCount = 1;
    const timing: FrameTiming = {
      rowCount: Math.min(rowCount, left),
      showFrame: null,
      advance: null,
      dtMs,
      offsetMs: 0,
      numberOffset: 0,
      numbered: true,
      sent: true,
      holdMs: 0,
      pace: 1,
    };
    for (const at of faults) at.fault.definition.timing?.(timing, at);
    return timing;
  }

  #frame(timing: FrameTiming, faults: readonly FaultAt[]): FramePlan {
    const { quirks, element } = this.#job;
    const frame = this.#build(timing);
    for (const at of faults) if (at.active) at.fault.definition.values?.(frame, at);
    if (isInteger(element)) for (const { values } of sensorsOf(frame)) clampToElement(values, element);
    const extremes = extremesOf(frame);
    if (extremes && quirks.has('running-extremes')) {
      this.#running = {
        max: Math.max(this.#running.max, extremes.max),
        min: Math.min(this.#running.min, extremes.min),
      };
    }
    if (!quirks.has('no-extremes')) {
      const shown = quirks.has('running-extremes') ? this.#running : extremes;
      frame.max = shown?.max ?? null;
      frame.min = shown?.min ?? null;
    }
    for (const at of faults) if (at.active) at.fault.definition.frame?.(frame, at);
    return frame;
  }

  #build(timing: FrameTiming): FramePlan {
    const { quirks, canvas, rowMs, dtMs, layout } = this.#job;
    const shown = this.#shown(timing);
    const { sensors, bins } = this.#picture;
    const size = sensors * bins;
    if (this.#values.length < shown.rows * size) this.#values = new Float32Array(shown.rows * size);
    const start = this.#startMs + this.#row * dtMs + this.#bentMs + timing.offsetMs;
    const rows = Array.from({ length: shown.rows }, (_, row) => {
      this.#picture.row(shown.row + row, this.#values, row * size);
      const at = start + row * timing.dtMs;
      return { canvas, start: Math.round(at), end: Math.round(at + rowMs), sensors: this.#sensors(row * size) };
    });
    const number =
      layout === 'datastream'
        ? 1 + this.#stride * (this.#numbered + timing.numberOffset)
        : this.#row + timing.numberOffset;
    return { rows, max: null, min: null, number: quirks.has('no-frame-number') ? null : number, sentAt: null };
  }

  #shown(timing: FrameTiming): { row: number; rows: number } {
    const own = { row: this.#pictureRow, rows: timing.rowCount };
    const index = this.#index;
    if (this.#faults.some(({ from }) => Math.max(0, from - 1) === index)) this.#remembered.set(index, own);
    if (timing.showFrame === null) return own;
    const remembered = this.#remembered.get(timing.showFrame) ?? own;
    this.#remembered.set(timing.showFrame, remembered);
    timing.rowCount = remembered.rows;
    return remembered;
  }

  #sensors(offset: number): SensorPlan[] {
    const { bins } = this.#picture;
    return this.#ids.map((id, i) => ({
      id,
      values: this.#values.subarray(offset + i * bins, offset + (i + 1) * bins),
    }));
  }

  #advance(timing: FrameTiming): void {
    const { fps, rows, dtMs } = this.#job;
    const advance = timing.advance ?? timing.rowCount;
    const meanRows = (rows.min + rows.max) / 2;
    this.#bentMs += advance * (timing.dtMs - dtMs);
    this.#row += advance;
    this.#pictureRow += timing.rowCount;
    this.#index += 1;
    if (timing.numbered) this.#numbered += 1;
    if (fps > 0) this.#dueMs += (1000 / fps) * (rows.min === rows.max ? 1 : timing.rowCount / meanRows) * timing.pace;
  }
}
