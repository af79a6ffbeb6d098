import type { Picture } from './plan.ts';
import { mix, seeded } from './random.ts';

/** Noise values drawn once; rows read it from places of their own. */
const NOISE = 65_536;
const SILENT = -110;
/** Sensors to each side of a moving source that hear it. */
const REACH = 3;

export interface SimulatedPictureOptions {
  /** The sensors of this stream, places along the whole cable, `to` excluded. */
  readonly from: number;
  readonly to: number;
  /** Sensors of the whole cable. */
  readonly total: number;
  readonly bins: number;
  readonly seed: number;
  /** Time between two rows, ms. */
  readonly dtMs: number;
  /** About a third of the values lie on a floor at the minimum. */
  readonly logFloor: boolean;
  /** The first and the last 3 sensors of the cable are constant. */
  readonly quietEnds: boolean;
}

/**
 * A picture in dB between -120 and -20: a noise floor that falls with frequency, tonal lines, sources moving along the cable.
 * Every sensor and every row differs from its neighbours; the same options give the same values.
 */
export function simulatedPicture(options: SimulatedPictureOptions): Picture {
  const { from, to, total, bins, seed } = options;
  const sensors = to - from;
  const noise = noiseTable(seed, bins);
  const base = staticPart(options, sensors);
  const sources = movingSources(seed, total);
  const rumble = Float32Array.from({ length: bins }, (_, bin) => 20 * Math.exp((-3 * bin) / bins));
  const shift = mix(seed, 1);
  let floor = -Infinity;

  function fill(index: number, into: Float32Array, offset: number): void {
    for (let sensor = 0; sensor < sensors; sensor += 1) {
      const noiseAt = (shift + index * 40_503 + (from + sensor) * 30_011) % NOISE;
      const baseAt = sensor * bins;
      for (let bin = 0; bin < bins; bin += 1) {
        into[offset + baseAt + bin] = base[baseAt + bin]! + noise[noiseAt + bin]!;
      }
    }
    for (const source of sources) {
      const span = total + 2 * REACH;
      const travelled = source.start + (source.speed * index * options.dtMs) / 1000;
      const place = (((travelled % span) + span) % span) - REACH;
      for (let sensor = Math.max(from, Math.ceil(place - REACH)); sensor < Math.min(to, place + REACH); sensor += 1) {
        const level = Math.exp(-0.5 * (sensor - place) ** 2);
        const at = offset + (sensor - from) * bins;
        for (let bin = 0; bin < bins; bin += 1) into[at + bin] = into[at + bin]! + level * rumble[bin]!;
      }
    }
  }

  function row(index: number, into: Float32Array, offset: number): void {
    fill(index, into, offset);
    if (floor > -Infinity) raiseToFloor(into, offset, sensors * bins, floor);
    if (!options.quietEnds) return;
    for (let sensor = 0; sensor < sensors; sensor += 1) {
      const place = from + sensor;
      if (place < 3 || place >= total - 3) into.fill(SILENT, offset + sensor * bins, offset + (sensor + 1) * bins);
    }
  }

  if (options.logFloor) {
    const first = new Float32Array(sensors * bins);
    fill(0, first, 0);
    first.sort();
    floor = first[Math.floor(first.length / 3)]!;
  }
  return { sensors, bins, rows: Infinity, row };
}

function raiseToFloor(values: Float32Array, offset: number, count: number, floor: number): void {
  for (let i = offset; i < offset + count; i += 1) if (values[i]! < floor) values[i] = floor;
}

/** Nearly normal noise, standard deviation 4 dB, never beyond 14; long enough to read one sensor's bins from any place. */
function noiseTable(seed: number, bins: number): Float32Array {
  const random = seeded(mix(seed, 2));
  const table = new Float32Array(NOISE + bins);
  for (let i = 0; i < NOISE; i += 1) table[i] = (random() + random() + random() - 1.5) * 8;
  for (let i = NOISE; i < table.length; i += 1) table[i] = table[i % NOISE]!;
  return table;
}

/** Noise floor, tonal lines and each sensor's own coupling to the ground. */
function staticPart({ from, bins, seed }: SimulatedPictureOptions, sensors: number): Float32Array {
  const random = seeded(mix(seed, 3));
  const tones = Array.from({ length: 4 }, () => ({ bin: random() * bins, level: 15 + 15 * random() }));
  const floor = Float32Array.from({ length: bins }, (_, bin) => -93 - (8 * bin) / bins);
  const lines = Float32Array.from({ length: bins }, (_, bin) =>
    Math.max(...tones.map((tone) => tone.level * Math.exp(-0.5 * ((bin - tone.bin) / 1.5) ** 2))),
  );
  const base = new Float32Array(sensors * bins);
  for (let sensor = 0; sensor < sensors; sensor += 1) {
    const gain = (mix(seed, 1000 + from + sensor) / 2 ** 32) * 6 - 3;
    const coupling = 0.4 + (0.6 * mix(seed, 500_000 + from + sensor)) / 2 ** 32;
    for (let bin = 0; bin < bins; bin += 1) {
      base[sensor * bins + bin] = floor[bin]! + gain + coupling * lines[bin]!;
    }
  }
  return base;
}

/** Places in sensors, speeds in sensors a second, both ways. */
function movingSources(seed: number, total: number): { start: number; speed: number }[] {
  const random = seeded(mix(seed, 4));
  return Array.from({ length: 4 }, (_, i) => ({
    start: random() * total,
    speed: (i % 2 === 0 ? 1 : -1) * (total / 60 + (random() * total) / 20),
  }));
}
