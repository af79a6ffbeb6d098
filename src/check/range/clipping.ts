import type { Frame } from '../../base/frame.ts';
import type { Rule } from '../rule.ts';
import { INTEGERS } from '../shared.ts';
import { number, others } from '../words.ts';

const SHARE = 0.01;
const NEIGHBOURS = 3;

export const clipping: Rule = {
  id: 'range.clipping',
  family: 'range',
  severity: 'warning',
  unit: 'frames',
  sensors: true,
  summary:
    "At least 1 % of a sensor's values, and 3 neighbours, sit exactly at the frame's upper extreme or --full-scale.",
  start({ tally, shared, expectation }) {
    const full = expectation.fullScale;
    const rounded = full ? Math.fround(full.value) : 0;
    return {
      frame(frame, { loudMin, loudMax, loudSensors, quiet }) {
        if (shared.integers || loudMin > loudMax) return;
        // A frame of one value is nonzero.frame's.
        if (loudMin === loudMax && !full) return;
        tally.examine();
        const top = full ? (loudMax === rounded ? rounded : full.value) : loudMax;
        let first: Clip | null = null;
        let firstSlot = -1;
        let found = 0;
        for (let slot = 0; slot < frame.sensorCount; slot += 1) {
          if (frame.sensors.max[slot] !== top || quiet[slot] === 1) continue;
          const clip = findClip(frame, slot, top);
          if (!clip) continue;
          found += 1;
          if (first) continue;
          first = clip;
          firstSlot = slot;
        }
        tally.sensors(loudSensors, found);
        if (!first) return;
        const { bin, count } = first;
        tally.violate(frame.index, () => ({
          ...shared.places.at(frame, { slot: firstSlot, bin }),
          expected: `no plateau at ${number(top)} (${full ? full.origin : "the frame's maximum"})`,
          actual: `${count} of ${frame.sensors.count[firstSlot]} values at ${number(top)}`,
          message: `${count} values of the sensor are clipped at ${number(top)}${others(found - 1, 'sensor')}`,
        }));
      },
      skipped: () => (shared.integers ? INTEGERS : 'no frame had values that differ'),
    };
  },
};

interface Clip {
  /** Where the first plateau begins. */
  readonly bin: number;
  readonly count: number;
}

function findClip(frame: Frame, slot: number, top: number): Clip | null {
  const values = frame.sensors.count[slot] as number;
  if (!mayHavePlateau(frame, slot, top)) return null;
  let count = 0;
  let run = 0;
  let plateau = -1;
  for (let bin = 0; bin < values; bin += 1) {
    if (frame.value(slot, bin) !== top) {
      run = 0;
      continue;
    }
    count += 1;
    run += 1;
    if (run === NEIGHBOURS && plateau === -1) plateau = bin - NEIGHBOURS + 1;
  }
  return plateau !== -1 && count >= SHARE * values ? { bin: plateau, count } : null;
}

/** Of so many neighbours one is at a place divisible by their number, so that most values need not be looked at. */
function mayHavePlateau(frame: Frame, slot: number, top: number): boolean {
  const values = frame.sensors.count[slot] as number;
  for (let bin = NEIGHBOURS - 1; bin < values; bin += NEIGHBOURS) {
    if (frame.value(slot, bin) === top) return true;
  }
  return false;
}
