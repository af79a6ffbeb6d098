import type { Range } from '../../base/units.ts';
import { parseDuration, parseRange } from '../../base/units.ts';
import type { Element, Layout } from '../../serve/spectrogram/layout.ts';
import { ELEMENTS, LAYOUTS } from '../../serve/spectrogram/layout.ts';
import { choice, count, positive, text, time } from '../kinds.ts';
import type { Option, OptionTable } from '../option.ts';

/** The simulated sensor and its server. */
export interface ServeValues {
  readonly host: string;
  readonly port: number;
  readonly sensors: number;
  readonly bins: number | null;
  readonly rows: Range;
  readonly fps: number;
  readonly frames: number;
  readonly seed: number;
  readonly jobs: string | null;
  readonly fault: string | null;
  readonly quirk: string | null;
  readonly source: string | null;
  readonly nfft: number;
  readonly layout: Layout;
  readonly element: Element | null;
  readonly streams: number;
  readonly prr: number | null;
  readonly startup: number | null;
  readonly clockOffset: number;
  readonly restPort: number | null;
  readonly restQuirk: string | null;
  readonly restFault: string | null;
  readonly historicFps: number | null;
  readonly unopened: number | null;
}

export const SERVE: OptionTable<ServeValues> = {
  host: text('<address>', '127.0.0.1', 'address to listen on'),
  port: count(50_051, 'port to listen on; 0 takes a free one and prints it', 0, 65_535),
  sensors: count(50, 'channels 1..N', 1, 100_000),
  bins: count(null, 'values per sensor; NFFT/2 + 1 unless said otherwise', 1, 65_537),
  rows: rows(),
  fps: fps(20, 'frames a second, 0 as fast as it can; a recording has a pace of its own unless this is given'),
  frames: count(200, 'frames of the job, then OK; 0 streams without end', 0),
  seed: count(1, 'same seed, same picture', 0, 2 ** 32 - 1),
  jobs: text('<file>', null, 'JSON file of jobs: { "12-70788": { "sensors": 50, "frames": 200 } }'),
  fault: text('<script>', null, 'faults to commit, listed below', { joined: true }),
  quirk: text('<names>', null, 'healthy oddities, listed below', { joined: true }),
  source: text('<file.wav>', null, 'stream the spectrogram of this recording instead, one sensor per audio channel'),
  nfft: count(1024, 'FFT length, a power of two; 1 for a waterfall', 1, 65_536),
  layout: choice(LAYOUTS, 'datastream', 'how frames lie in messages'),
  element: choice(ELEMENTS, null, 'type of the values of packed frames; float32 unless said otherwise'),
  streams: count(1, 'streams the channels of a job are split over', 1, 1000),
  prr: positive(null, 'pulse repetition rate, Hz; 1000 unless said otherwise'),
  startup: time(null, 'for so long after it is made a job is UNAVAILABLE'),
  clockOffset: clockOffset(),
  restPort: count(null, "also serve the Focus Server's REST calls on this port; 0 takes a free one", 0, 65_535),
  restQuirk: text('<names>', null, 'healthy oddities of the REST replies, listed below', { joined: true }),
  restFault: text('<names>', null, 'faults of the REST replies, listed below', { joined: true }),
  historicFps: fps(null, 'frames a second of historic jobs made over REST'),
  unopened: time(null, 'how long a job made over REST lives that nobody opens; 50 s unless said otherwise'),
};

function rows(): Option<Range> {
  return {
    argument: '<n|min..max>',
    help: 'rows a frame, fixed or varying',
    fallback: { min: 1, max: 1 },
    takes: 'a whole number such as 1, or a range such as 1..4',
    parse: (value) => {
      const parsed = parseRange(value.includes('..') ? value : `${value}..${value}`);
      return parsed && parsed.min >= 1 && parsed.max <= 1000 && Number.isInteger(parsed.min + parsed.max)
        ? parsed
        : undefined;
    },
  };
}

function fps<T extends number | null>(fallback: T, help: string): Option<T> {
  return {
    argument: '<n>',
    help,
    fallback,
    takes: 'a number, 0 or more',
    parse: (value) => (/^\d+(\.\d+)?$/.test(value.trim()) && Number(value) <= 100_000 ? Number(value) : undefined),
  };
}

function clockOffset(): Option<number> {
  return {
    argument: '<time>',
    help: "how far the server's clock is ahead; a time with a minus is behind: -30s",
    fallback: 0,
    takes: 'a time such as 30s or -2h',
    parse: (value) => {
      const [, sign, length = ''] = /^\s*([+-]?)(.*)$/.exec(value) ?? [];
      const ms = parseDuration(length);
      return ms === undefined ? undefined : sign === '-' ? -ms : ms;
    },
  };
}
