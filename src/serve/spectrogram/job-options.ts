import { usage } from '../../base/failure.ts';
import { didYouMean, printable } from '../../base/text.ts';
import { parseRange } from '../../base/units.ts';
import type { Range } from '../../base/units.ts';
import { ELEMENTS, LAYOUTS } from './layout.ts';
import type { Element, Layout } from './layout.ts';

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
  /** Frames a second; 20, or what rows and `dtMs` say; 0 = as fast as it can. */
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
  /** End of the source time, epoch ms: the job is historic and ends with OK when its rows have gone out, whatever `frames` says. */
  readonly endTime?: number;
  /** For so long after the server's start, or after it was configured, the job is UNAVAILABLE; 0. */
  readonly startDelayMs?: number;
  /** How far the server's clock is ahead, ms; 0. */
  readonly clockOffsetMs?: number;
  /** Names, or a comma-separated list of them. */
  readonly quirks?: string | readonly string[];
  /** A script of faults, see parseFaults. */
  readonly faults?: string;
  /** A WAV file to stream in place of the simulation. */
  readonly source?: string;
  /** First of the `sensors` channels of the WAV file that are streamed, 0-based; absent: all channels are. */
  readonly sourceChannel?: number;
  /** datastream. */
  readonly layout?: Layout;
  /** What a value of the packed layout is; float32. */
  readonly element?: Element;
  /** Fields of `main_data` a packed frame's values are split over; 1. */
  readonly chunks?: number;
  /** job_id of the packed layout; the last number of the job's id; 0 = none is sent. */
  readonly jobNumber?: number;
  /** 0 multi-channel, 1 single-channel, 2 waterfall; 0, or 2 when `nfft` is 1. */
  readonly viewType?: number;
  /** Frequencies the bins cover, Hz, a range or `0..500`; 0..prr/2. With fewer `bins` than lie in it they are decimated. */
  readonly frequencyRange?: Range | string;
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
  sourceChannel: [0, 100_000],
  chunks: [1, 1000],
  jobNumber: [0, 2 ** 31 - 1],
  viewType: [0, 2],
};

const NUMBERS: Limits = {
  fps: [0, 100_000],
  prr: [0.001, 1e9],
  dtMs: [0.001, 86_400_000],
  startTime: [0, 4_102_444_800_000],
  endTime: [0, 4_102_444_800_000],
  startDelayMs: [0, 86_400_000],
  clockOffsetMs: [-1e12, 1e12],
};

const NAMES: Readonly<Record<string, readonly string[]>> = { layout: LAYOUTS, element: ELEMENTS };

const TEXTS = ['quirks', 'faults', 'source'];

const KNOWN: readonly string[] = [...[WHOLE, NUMBERS, NAMES].flatMap(Object.keys), 'rows', 'frequencyRange', ...TEXTS];

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
    const names = NAMES[key];
    if (names && !(typeof value === 'string' && names.includes(value)))
      throw usage(`${key} of ${where} is one of ${names.join(', ')}`);
    if ((key === 'faults' || key === 'source') && typeof value !== 'string') throw usage(`${key} of ${where} is text`);
  }
  const options: JobOptions = given;
  if (options.rows !== undefined) rowRange(options.rows);
  hertzRange(options.frequencyRange);
  return options;
}

/** Rows a frame as a range, both ends included; throws a usage Failure for what is none. */
export function rowRange(rows: unknown): Range {
  const range = readRange(rows);
  if (range && within(range.min, [1, 10_000], true) && within(range.max, [range.min, 10_000], true)) return range;
  throw usage('rows is a whole number or a range such as 1..4');
}

/** Frequencies as a range; throws a usage Failure for what is none. */
export function hertzRange(given: unknown): Range | undefined {
  if (given === undefined) return undefined;
  const range = readRange(given);
  if (range && within(range.min, [0, 1e9], false) && within(range.max, [range.min, 1e9], false)) return range;
  throw usage('frequencyRange is a range of Hz such as 0..500');
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
