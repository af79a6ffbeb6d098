import { usage } from '../../base/failure.ts';
import { didYouMean, printable } from '../../base/text.ts';
import { parseRange } from '../../base/units.ts';
import type { Range } from '../../base/units.ts';

/** A simulated job as its user describes it; plain data, so that it can cross a process boundary. */
export interface JobOptions {
  /** Channels; 50. */
  readonly sensors?: number;
  /** Id of the first channel; 1. */
  readonly firstSensor?: number;
  /** Values a sensor; NFFT/2 + 1. */
  readonly bins?: number;
  /** Rows a frame, or a range of which each frame takes one: `1..4`; 1. */
  readonly rows?: number | string | Range;
  /** Frames a second; 20; 0 = as fast as it can. */
  readonly fps?: number;
  /** Frames after which the job ends with OK; 200; 0 = it is live and never ends. */
  readonly frames?: number;
  readonly seed?: number;
  /** Pulse repetition rate, Hz; 1000. */
  readonly prr?: number;
  /** FFT length, samples; 1024, or what `bins` says. */
  readonly nfft?: number;
  /** Time between two rows, ms; what fps and rows say, 1 when fps is 0. */
  readonly dtMs?: number;
  /** Streams the channels are split over; 1. */
  readonly streams?: number;
  /** Source time of the first row, epoch ms; absent: now. */
  readonly startTime?: number;
  /** For so long after the server's start the job is UNAVAILABLE; 0. */
  readonly startDelayMs?: number;
  /** How far the server's clock is ahead, ms; 0. */
  readonly clockOffsetMs?: number;
  /** Names, or a comma-separated list of them. */
  readonly quirks?: string | readonly string[];
  /** A script of faults, see parseFaults. */
  readonly faults?: string;
  /** A WAV file to stream in place of the simulation. */
  readonly source?: string;
}

type Limits = Readonly<Record<string, readonly [min: number, max: number]>>;

const WHOLE: Limits = {
  sensors: [1, 100_000],
  firstSensor: [0, 1_000_000],
  bins: [1, 65_537],
  frames: [0, 2 ** 53 - 1],
  seed: [0, 2 ** 32 - 1],
  nfft: [1, 65_536],
  streams: [1, 1000],
};

const NUMBERS: Limits = {
  fps: [0, 100_000],
  prr: [0.001, 1e9],
  dtMs: [0.001, 86_400_000],
  startTime: [0, 4_102_444_800_000],
  startDelayMs: [0, 86_400_000],
  clockOffsetMs: [-1e12, 1e12],
};

const KNOWN: readonly string[] = [...Object.keys(WHOLE), ...Object.keys(NUMBERS), 'rows', 'quirks', 'faults', 'source'];

/** Checks options that came from outside; `where` names them in the usage Failure thrown for an unknown key or a wrong value. */
export function checkJobOptions(given: unknown, where: string): JobOptions {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw usage(`${where} is no object of options`);
  for (const [key, value] of Object.entries(given)) {
    if (!KNOWN.includes(key))
      throw usage(`${where} has no option ${printable(key)}`, didYouMean(key, KNOWN) ?? `options: ${KNOWN.join(', ')}`);
    const limits = WHOLE[key] ?? NUMBERS[key];
    if (limits && !within(value, limits, WHOLE[key] !== undefined)) {
      throw usage(`${key} of ${where} is a ${WHOLE[key] ? 'whole ' : ''}number from ${limits[0]} to ${limits[1]}`);
    }
    if (
      key === 'quirks' &&
      typeof value !== 'string' &&
      !(Array.isArray(value) && value.every((one) => typeof one === 'string'))
    ) {
      throw usage(`quirks of ${where} is a list of names`);
    }
    if ((key === 'faults' || key === 'source') && typeof value !== 'string') throw usage(`${key} of ${where} is text`);
  }
  const options: JobOptions = given;
  if (options.rows !== undefined) rowRange(options.rows);
  return options;
}

/** Rows a frame as a range, both ends included; throws a usage Failure for what is none. */
export function rowRange(rows: unknown): Range {
  const range = readRange(rows);
  if (range && within(range.min, [1, 10_000], true) && within(range.max, [range.min, 10_000], true)) return range;
  throw usage('rows is a whole number or a range such as 1..4');
}

function readRange(rows: unknown): Range | undefined {
  if (typeof rows === 'number') return { min: rows, max: rows };
  if (typeof rows === 'string') return parseRange(rows.includes('..') ? rows : `${rows}..${rows}`);
  if (typeof rows !== 'object' || rows === null || !('min' in rows) || !('max' in rows)) return undefined;
  const { min, max } = rows;
  return typeof min === 'number' && typeof max === 'number' ? { min, max } : undefined;
}

function within(value: unknown, [min, max]: readonly [number, number], whole: boolean): boolean {
  return typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));
}
