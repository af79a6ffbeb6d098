import { usage } from '../../base/failure.ts';
import { mix } from './random.ts';
import { parseFaults } from './faults.ts';
import type { Fault } from './fault/definition.ts';
import { rowRange } from './job-options.ts';
import type { JobOptions } from './job-options.ts';
import type { Picture } from './plan.ts';
import { parseQuirks } from './quirks.ts';
import type { Quirk } from './quirks.ts';
import { simulatedPicture } from './simulated-picture.ts';
import { soundPicture } from './sound-picture.ts';

/** A job ready to be streamed, every option decided. */
export interface Job {
  readonly id: string;
  readonly canvas: string;
  readonly firstSensor: number;
  /** Sensors of all streams together. */
  readonly sensors: number;
  readonly bins: number;
  readonly rows: { readonly min: number; readonly max: number };
  /** 0 = as fast as it can. */
  readonly fps: number;
  /** Infinity: live. */
  readonly frames: number;
  readonly seed: number;
  readonly prr: number;
  readonly nfft: number;
  /** Time between two rows, ms. */
  readonly dtMs: number;
  /** Length of a row, ms. */
  readonly rowMs: number;
  readonly streams: number;
  readonly startTime: number | null;
  readonly startDelayMs: number;
  readonly clockOffsetMs: number;
  readonly quirks: ReadonlySet<Quirk>;
  readonly faults: readonly Fault[];
  /** Sensors `from` to `to`, the latter excluded. */
  picture(from: number, to: number): Picture;
}

/** The job options describe; throws a usage Failure for what cannot be, a file Failure for a bad source. */
export function createJob(id: string, options: JobOptions): Job {
  const quirks = parseQuirks(options.quirks ?? []);
  const rows = quirkyRows(options, quirks);
  const meanRows = (rows.min + rows.max) / 2;
  const seed = mix(options.seed ?? 1, 0);
  const sound = options.source === undefined ? null : soundPicture(options.source, options.nfft ?? 1024, seed);
  const bins = sound?.bins ?? options.bins ?? Math.floor((options.nfft ?? 1024) / 2) + 1;
  const sensors = sound?.sensors ?? options.sensors ?? 50;
  const nfft = options.nfft ?? (options.bins === undefined || options.bins < 2 ? 1024 : 2 * (options.bins - 1));
  const prr = sound?.sampleRate ?? options.prr ?? 1000;
  const fps = options.fps ?? (sound ? 1000 / (sound.dtMs * meanRows) : 20);
  const dtMs = sound?.dtMs ?? options.dtMs ?? (fps === 0 ? 1 : 1000 / (fps * meanRows));
  const frames = options.frames ?? (sound ? 0 : 200);
  const job: Job = {
    id,
    canvas: `canvas-${id}`,
    firstSensor: options.firstSensor ?? 1,
    sensors,
    bins,
    rows,
    fps,
    frames: frames === 0 ? Infinity : frames,
    seed,
    prr,
    nfft,
    dtMs,
    rowMs: quirks.has('overlapped-rows') ? (1000 * nfft) / prr : dtMs,
    streams: options.streams ?? 1,
    startTime: options.startTime ?? null,
    startDelayMs: options.startDelayMs ?? 0,
    clockOffsetMs: options.clockOffsetMs ?? 0,
    quirks,
    faults: parseFaults(options.faults ?? ''),
    picture: (from, to) =>
      sound?.channels(from, to) ??
      simulatedPicture({
        from,
        to,
        total: sensors,
        bins,
        seed,
        dtMs,
        logFloor: quirks.has('log-floor'),
        quietEnds: quirks.has('quiet-ends'),
      }),
  };
  checkJob(job);
  return job;
}

/** Sensors of a stream, places along the cable, `to` excluded; the channels are dealt out in blocks. */
export function streamSensors(job: Job, stream: number): { from: number; to: number } {
  return {
    from: Math.floor((stream * job.sensors) / job.streams),
    to: Math.floor(((stream + 1) * job.sensors) / job.streams),
  };
}

function quirkyRows(options: JobOptions, quirks: ReadonlySet<Quirk>): { min: number; max: number } {
  const rows = rowRange(options.rows ?? 1);
  if (quirks.has('varying-rows') && rows.min === rows.max) return { min: 1, max: 4 };
  if (quirks.has('short-last-frame') && rows.max === 1) return { min: 4, max: 4 };
  return rows;
}

function checkJob(job: Job): void {
  if (job.streams > job.sensors)
    throw usage(`job ${job.id} cannot split ${job.sensors} sensors over ${job.streams} streams`);
  for (const { definition, arguments: given } of job.faults) {
    const { sensor, bin } = given;
    if (typeof sensor === 'number' && (sensor < job.firstSensor || sensor >= job.firstSensor + job.sensors)) {
      throw usage(`the fault ${definition.name} names sensor ${sensor}, which job ${job.id} does not have`);
    }
    if (typeof bin === 'number' && (bin < 0 || bin >= job.bins)) {
      throw usage(`the fault ${definition.name} names bin ${bin}, which job ${job.id} does not have`);
    }
  }
}
