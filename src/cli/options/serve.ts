import type { Range } from '../../base/units.ts';
import { parseRange } from '../../base/units.ts';
import { count, text } from '../kinds.ts';
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
  readonly tlsCert: string | null;
  readonly tlsKey: string | null;
}

export const SERVE: OptionTable<ServeValues> = {
  host: text('<address>', '127.0.0.1', 'address to listen on'),
  port: count(50_051, 'port to listen on; 0 takes a free one and prints it', 0, 65_535),
  sensors: count(50, 'channels 1..N', 1, 100_000),
  bins: count(null, 'values per sensor; NFFT/2 + 1 unless said otherwise', 1, 65_537),
  rows: rows(),
  fps: fps(),
  frames: count(200, 'frames of the job, then OK; 0 streams without end', 0),
  seed: count(1, 'same seed, same picture', 0, 2 ** 32 - 1),
  jobs: text('<file>', null, 'JSON file of jobs: { "12-70788": { "sensors": 50, "frames": 200 } }'),
  fault: text('<script>', null, 'faults to commit, listed below'),
  quirk: text('<names>', null, 'healthy oddities, listed below'),
  source: text('<file.wav>', null, 'stream the spectrogram of this recording instead, one sensor per audio channel'),
  nfft: count(1024, 'FFT length, a power of two', 128, 65_536),
  tlsCert: text('<file>', null, 'PEM certificate: serve TLS; needs --tls-key'),
  tlsKey: text('<file>', null, 'PEM private key of --tls-cert'),
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

function fps(): Option<number> {
  return {
    argument: '<n>',
    help: 'frames a second; 0 sends as fast as it can',
    fallback: 20,
    takes: 'a number, 0 or more',
    parse: (value) => (/^\d+(\.\d+)?$/.test(value.trim()) && Number(value) <= 100_000 ? Number(value) : undefined),
  };
}
