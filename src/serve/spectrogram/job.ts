import { usage } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import { parseFaults } from './faults.ts';
import type { Fault } from './fault/definition.ts';
import { frequencyAxis } from './frequencies.ts';
import { hertzRange, rowRange } from './job-options.ts';
import type { JobOptions } from './job-options.ts';
import { isInteger } from './layout.ts';
import type { Element, Layout } from './layout.ts';
import { binsOf, firstRows } from './part-picture.ts';
import type { Picture } from './plan.ts';
import { parseQuirks } from './quirks.ts';
import type { Quirk } from './quirks.ts';
import { mix } from './random.ts';
import { simulatedPicture } from './simulated-picture.ts';
import { soundPicture } from './sound-picture.ts';
import type { SoundPicture } from './sound-picture.ts';

/** A job ready to be streamed, every option decided. */
export interface Job {
  readonly id: string;
  /** What the packed layout calls it; null: nothing. */
  readonly number: number | null;
  readonly canvas: string;
  readonly layout: Layout;
  readonly element: Element;
  readonly chunks: number;
  /** 0 multi-channel, 1 single-channel, 2 waterfall. */
  readonly viewType: number;
  readonly firstSensor: number;
  /** Sensors of all streams together. */
  readonly sensors: number;
  readonly bins: number;
  /** Frequency of each bin, Hz. */
  readonly frequencies: readonly number[];
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
  const seed = mix(options.seed ?? 1, 0);
  const viewType = options.viewType ?? (options.nfft === 1 ? 2 : 0);
  const nfft = nfftOf(options, viewType);
  const sound = options.source === undefined ? null : soundPicture(options.source, nfft, seed);
  const prr = sound?.sampleRate ?? options.prr ?? 1000;
  const axis = frequencyAxis({
    prr,
    nfft,
    range: hertzRange(options.frequencyRange),
    bins: soundBins(options.bins, sound),
  });
  const pace = paceOf(options, quirks, sound);
  const job: Job = {
    id,
    number: jobNumber(id, options.jobNumber),
    canvas: `canvas-${id}`,
    layout: options.layout ?? 'datastream',
    element: options.element ?? 'float32',
    chunks: options.chunks ?? 1,
    viewType,
    firstSensor: options.firstSensor ?? 1,
    sensors: sound ? soundSensors(options, sound) : (options.sensors ?? (viewType === 1 ? 1 : 50)),
    bins: axis.hz.length,
    frequencies: axis.hz,
    ...pace,
    seed,
    prr,
    nfft,
    rowMs: quirks.has('overlapped-rows') ? (1000 * nfft) / prr : pace.dtMs,
    streams: options.streams ?? 1,
    startTime: options.startTime ?? null,
    startDelayMs: options.startDelayMs ?? 0,
    clockOffsetMs: options.clockOffsetMs ?? 0,
    quirks,
    faults: parseFaults(options.faults ?? ''),
    picture: (from, to) =>
      firstRows(sound ? heard(sound, from, to) : simulated(from, to), rowsBetween(options, pace.dtMs)),
  };
  const heard = (sound: SoundPicture, from: number, to: number): Picture => {
    const first = options.sourceChannel ?? 0;
    const bins = { first: axis.first, step: axis.step, bins: job.bins };
    return binsOf(sound.channels(first + from, first + to), bins);
  };
  const simulated = (from: number, to: number): Picture =>
    simulatedPicture({
      from,
      to,
      total: job.sensors,
      bins: job.bins,
      seed,
      dtMs: job.dtMs,
      logFloor: quirks.has('log-floor'),
      quietEnds: quirks.has('quiet-ends'),
    });
  checkJob(job, options);
  return job;
}

/** Sensors of a stream, places along the cable, `to` excluded; the channels are dealt out in blocks. */
export function streamSensors(job: Job, stream: number): { from: number; to: number } {
  return {
    from: Math.floor((stream * job.sensors) / job.streams),
    to: Math.floor(((stream + 1) * job.sensors) / job.streams),
  };
}

/** The faults of one stream. */
export function streamFaults(job: Job, stream: number): readonly Fault[] {
  return job.faults.filter((fault) => fault.stream === null || fault.stream === stream);
}

/** Of a WAV file all frequencies are given, fewer when that was said. */
function soundBins(bins: number | undefined, sound: SoundPicture | null): number | undefined {
  return sound === null || bins === undefined || bins < sound.bins ? bins : undefined;
}

function soundSensors({ sensors, sourceChannel }: JobOptions, sound: SoundPicture): number {
  return sourceChannel === undefined ? sound.sensors : Math.min(sensors ?? 1, sound.sensors - sourceChannel);
}

function nfftOf({ nfft, bins }: JobOptions, viewType: number): number {
  if (nfft !== undefined) return nfft;
  if (viewType === 2) return 1;
  return bins === undefined || bins < 2 ? 1024 : 2 * (bins - 1);
}

/** The last number of an id such as 12-70788, if it is an int32. */
function jobNumber(id: string, said: number | undefined): number | null {
  const number = said ?? Number(/(\d+)\D*$/.exec(id)?.[1] ?? 0);
  return number > 0 && number < 2 ** 31 ? number : null;
}

function paceOf(
  options: JobOptions,
  quirks: ReadonlySet<Quirk>,
  sound: SoundPicture | null,
): Pick<Job, 'rows' | 'fps' | 'dtMs' | 'frames'> {
  const rows = quirkyRows(options, quirks);
  const meanRows = (rows.min + rows.max) / 2;
  const knownDt = sound?.dtMs ?? options.dtMs;
  const fps = options.fps ?? (knownDt === undefined ? 20 : 1000 / (knownDt * meanRows));
  const dtMs = knownDt ?? (fps === 0 ? 1 : 1000 / (fps * meanRows));
  const frames = options.frames ?? (sound || options.endTime !== undefined ? 0 : 200);
  return { rows, fps, dtMs, frames: frames === 0 ? Infinity : frames };
}

function rowsBetween({ startTime, endTime }: JobOptions, dtMs: number): number {
  return startTime === undefined || endTime === undefined ? Infinity : Math.round((endTime - startTime) / dtMs);
}

function quirkyRows(options: JobOptions, quirks: ReadonlySet<Quirk>): { min: number; max: number } {
  const rows = rowRange(options.rows ?? 1);
  if (quirks.has('varying-rows') && rows.min === rows.max) return { min: 1, max: 4 };
  if (quirks.has('short-last-frame') && rows.max === 1) return { min: 4, max: 4 };
  return rows;
}

function checkJob(job: Job, { startTime, endTime }: JobOptions): void {
  const { layout, element, viewType, sensors, streams } = job;
  const id = printable(job.id);
  if (streams > sensors) throw usage(`job ${id} cannot split ${sensors} sensors over ${streams} streams`);
  if (viewType === 1 && sensors !== 1) throw usage(`job ${id} shows a single channel, not ${sensors} sensors`);
  if (job.bins === 0) throw usage(`job ${id} has no bin in the frequency range asked for`);
  if (layout === 'datastream' && element !== 'float32')
    throw usage(`job ${id} cannot send ${element}: in the layout datastream values are float32`);
  if (endTime !== undefined && (startTime === undefined || endTime <= startTime))
    throw usage(`job ${id} ends at a time it has not started before`);
  for (const fault of job.faults) checkFault(job, id, fault);
}

function checkFault(job: Job, id: string, { definition, stream, arguments: given }: Fault): void {
  const { name, only, floats } = definition;
  const { sensor, bin } = given;
  if (only !== undefined && only !== job.layout)
    throw usage(`the fault ${name} has no meaning in the layout ${job.layout} of job ${id}`, `it belongs to ${only}`);
  if (floats && isInteger(job.element))
    throw usage(`the fault ${name} has no meaning for the ${job.element} values of job ${id}`);
  if (stream !== null && stream >= job.streams)
    throw usage(`the fault ${name} names stream ${stream}, which job ${id} does not have`);
  if (typeof sensor === 'number' && (sensor < job.firstSensor || sensor >= job.firstSensor + job.sensors))
    throw usage(`the fault ${name} names sensor ${sensor}, which job ${id} does not have`);
  if (typeof bin === 'number' && (bin < 0 || bin >= job.bins))
    throw usage(`the fault ${name} names bin ${bin}, which job ${id} does not have`);
}
