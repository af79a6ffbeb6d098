import { createJob } from '../../src/serve/spectrogram/job.ts';
import type { JobOptions } from '../../src/serve/spectrogram/job-options.ts';
import { FrameMaker } from '../../src/serve/spectrogram/frame-maker.ts';
import type { Slot } from '../../src/serve/spectrogram/frame-maker.ts';
import { decodeFrame } from './serve-proto.ts';
import type { DecodedFrame } from './serve-proto.ts';

/** Start of the first row in `makeFrames`, epoch ms. */
export const START = 1_800_000_000_000;

export interface Made {
  readonly slots: Slot[];
  /** Encoded messages, null where none is sent. */
  readonly bytes: (Buffer | null)[];
}

/** The first `count` slots of a small job (6 sensors, 9 bins, 20 frames a second) and their bytes. */
export function makeFrames(options: JobOptions, count = 12): Made {
  const maker = new FrameMaker(createJob('j', { sensors: 6, bins: 9, ...options }), 0, START);
  const slots: Slot[] = [];
  const bytes: (Buffer | null)[] = [];
  for (let slot = maker.next(); slot !== null && slots.length < count; slot = maker.next()) {
    slots.push(slot);
    bytes.push(slot.frame ? maker.encode(slot, slot.frame) : null);
  }
  return { slots, bytes };
}

/** The frames of a script of faults, as an independent decoder reads them; lost ones are left out. */
export function framesOf(faults: string, options: JobOptions = {}, count = 12): DecodedFrame[] {
  return makeFrames({ faults, ...options }, count).bytes.flatMap((bytes) => (bytes ? [decodeFrame(bytes)] : []));
}

/** Starts of all rows in order, relative to START. */
export function starts(frames: readonly DecodedFrame[]): number[] {
  return frames.flatMap((frame) => frame.rows.map((row) => row.start - START));
}

export function numbers(frames: readonly DecodedFrame[]): number[] {
  return frames.map((frame) => frame.number);
}

/** All values of a frame in order. */
export function valuesOf(frame: DecodedFrame | undefined): number[] {
  return (frame?.rows ?? []).flatMap((row) => row.sensors.flatMap((sensor) => sensor.values));
}
