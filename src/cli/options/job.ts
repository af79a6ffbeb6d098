import { secretsOfUrl } from '../../base/secrets.ts';
import type { Range } from '../../base/units.ts';
import { parseStatus, statusName } from '../../base/status.ts';
import { parseRange } from '../../base/units.ts';
import { count, flag, number, positive, range, choice, text, time } from '../kinds.ts';
import type { Axes } from '../../frame/axes.ts';
import { parseAxes } from '../../frame/axes.ts';
import type { ElementType } from '../../frame/elements.ts';
import { ELEMENTS } from '../../frame/elements.ts';
import type { Option, OptionTable } from '../option.ts';

/** First frames left out of value and shape rules. */
export interface Settle {
  readonly frames: number;
  readonly ms: number;
}

/** Which job, how much of it, and what it should look like. */
export interface JobValues {
  readonly job: string | null;
  readonly streamId: number | 'all';
  readonly focusServer: string | null;
  readonly configure: string | null;
  readonly description: string | null;
  readonly layout: string;
  readonly frames: number | null;
  readonly maxFrames: number | null;
  readonly minFrames: number | null;
  readonly duration: number | null;
  readonly timeout: number;
  readonly idleTimeout: number;
  readonly waitJob: number;
  readonly live: boolean;
  readonly ended: boolean;
  readonly fps: number | null;
  readonly rowStep: number | null;
  readonly sensors: number | null;
  readonly sensorIds: Range | null;
  readonly bins: number | null;
  readonly rows: number | null;
  readonly frequencyRange: Range | null;
  readonly amplitude: Range | null;
  readonly fullScale: number | null;
  readonly quietSensors: readonly Range[];
  readonly settle: Settle;
  readonly timeUnit: 'ms' | 's' | 'us' | 'ns' | null;
  readonly element: ElementType | null;
  readonly axes: Axes | 'none' | null;
  readonly expectStatus: number;
}

const whole = ({ min, max }: Range): boolean => Number.isInteger(min) && Number.isInteger(max) && max - min < 1_000_000;

export const JOB: OptionTable<JobValues> = {
  job: text('<id>', null, 'the job to stream, such as 12-70788'),
  streamId: {
    argument: '<n|all>',
    help: 'which stream of the job',
    fallback: 'all',
    takes: 'a whole number, 0 or more, or all',
    parse: (value) => (value === 'all' ? 'all' : count(null, '', 0, 2 ** 31 - 1).parse(value)),
  },
  focusServer: text('<url>', null, 'look the job up, or make it, on this Focus Server', { secrets: secretsOfUrl }),
  configure: text('<file>', null, 'make a new job of this request on the Focus Server'),
  description: text('<file>', null, "a file with the job's description, as the Focus Server gives it"),
  layout: text('<name|file>', 'auto', 'how frames lie in messages: auto, datastream, pandadatastream or a layout file'),
  frames: count(null, 'ask for so many frames and expect them', 1, 2 ** 31 - 1),
  maxFrames: count(null, 'stop on purpose after so many frames', 1, 2 ** 31 - 1, { aliases: ['max-messages'] }),
  minFrames: count(null, 'fail with fewer frames'),
  duration: time(null, 'stop on purpose after so long', { aliases: ['z'] }),
  timeout: time(300_000, 'longest time for a stream that should end', { aliases: ['max-time'] }),
  idleTimeout: time(30_000, 'silence after which the stream counts as stalled'),
  waitJob: time(45_000, 'how long to poll for a job that is still starting'),
  live: flag('the job runs now: compare its times with our clock, watch it for 30 s unless told otherwise'),
  ended: flag('the job is over or ends by itself: wait for its end'),
  fps: positive(null, 'nominal frames a second'),
  rowStep: time(null, 'nominal time between two rows (lines_dt)'),
  sensors: count(null, 'sensors a row must have'),
  sensorIds: range('channel ids a row must have', 'a range of whole numbers such as 1..50', whole),
  bins: count(null, 'values a sensor must have'),
  rows: count(null, 'rows a frame must have'),
  frequencyRange: range(
    'frequencies of the bins, Hz',
    'a range such as 0..500',
    ({ min }) => min >= 0 || min === -Infinity,
  ),
  amplitude: range('values allowed; either end may be open', 'a range such as -120..0 or ..0', () => true),
  fullScale: number(null, 'value at which the instrument clips'),
  quietSensors: quietSensors(),
  settle: settle(),
  timeUnit: choice(['ms', 's', 'us', 'ns'], null, "unit of the time stamps in the frames, in place of the layout's"),
  element: choice(ELEMENTS, null, 'type of packed values, in place of what their extremes tell'),
  axes: axes(),
  expectStatus: expectStatus(),
};

function axes(): Option<Axes | 'none' | null> {
  return {
    argument: '<SxB|none>',
    help: 'how a packed row lies: sensors x bins, or one axis',
    fallback: null,
    takes: 'sensors x bins such as 17x256, or none',
    parse: parseAxes,
    show: (value) => (value === null || value === 'none' ? value : `${value.sensors}x${value.bins}`),
  };
}

function quietSensors(): Option<readonly Range[]> {
  return {
    argument: '<ids>',
    help: 'sensors known to be silent, left out of the nonzero rules: 1..3,2200..',
    fallback: [],
    takes: 'sensor ids and ranges such as 1..3,77,2200..',
    parse: (value) => {
      const parts = value
        .split(',')
        .map((part) => (/^\s*-?\d+\s*$/.test(part) ? parseRange(`${part}..${part}`) : parseRange(part)));
      return parts.every((part) => part !== undefined) ? parts : undefined;
    },
    show: (value) => value.map(({ min, max }) => `${min}..${max}`).join(','),
  };
}

function settle(): Option<Settle> {
  return {
    argument: '<n|time>',
    help: 'leave the first frames out of value and shape rules: a number of frames, or a time',
    fallback: { frames: 0, ms: 0 },
    takes: 'a whole number of frames such as 5, or a time with its unit such as 1.5s',
    parse: (value) => {
      if (/^\d+$/.test(value)) return { frames: Number(value), ms: 0 };
      // A bare 1.5 could be meant either way.
      const ms = /[a-zµ]/.test(value) ? time(null, '').parse(value) : undefined;
      return ms === undefined ? undefined : { frames: 0, ms };
    },
    show: ({ frames, ms }) => (ms > 0 ? `${ms} ms` : frames),
  };
}

function expectStatus(): Option<number> {
  return {
    argument: '<status>',
    help: 'the gRPC status the stream is to end with, by name or number',
    fallback: 0,
    takes: 'a gRPC status such as NOT_FOUND or 5',
    parse: parseStatus,
    show: statusName,
  };
}
