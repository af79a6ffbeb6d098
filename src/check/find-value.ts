import type { Frame } from '../base/frame.ts';

/** The first bin of a sensor whose value answers yes; -1 when none does. Touches single values: for violations only. */
export function findBin(frame: Frame, slot: number, test: (value: number) => boolean): number {
  const count = frame.sensors.count[slot] as number;
  for (let bin = 0; bin < count; bin += 1) {
    if (test(frame.value(slot, bin))) return bin;
  }
  return -1;
}

/** Sensors that answer yes by their tables: how many, and the first one's slot, -1 when there is none. */
export function findSensors(frame: Frame, test: (slot: number) => boolean): { first: number; found: number } {
  let first = -1;
  let found = 0;
  for (let slot = 0; slot < frame.sensorCount; slot += 1) {
    if (!test(slot)) continue;
    if (first === -1) first = slot;
    found += 1;
  }
  return { first, found };
}
