import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findingsOf } from '../support/binary.ts';
import { calmDocument, serveSpectrogram } from '../support/hosted.ts';
import { expectValid } from '../support/schema.ts';

/** A healthy server that looks odd: it may not cost a single finding. */
interface Animal {
  /** Options of the job 12-70788. */
  readonly job?: Readonly<Record<string, unknown>>;
  /** Flags of `serve spectrogram`. */
  readonly serve?: readonly string[];
  /** Flags of `stream`. */
  readonly stream?: readonly string[];
  /** Rules that have to have been examined: the animal is odd to them. */
  readonly examined?: readonly string[];
  readonly frames?: number;
  /** One layout is enough: the other differs in nothing that matters here. */
  readonly only?: string;
  /** What the report calls the element type of packed values. */
  readonly element?: string;
}

/** Frames leave as fast as they can, so that a busy machine has no time to tear them apart; source time keeps its step. */
const JOB = { sensors: 8, bins: 64, fps: 0, dtMs: 20, frames: 120 };

/** `--configure` of a job whose rows were recorded ten minutes ago. */
const HISTORIC = {
  displayTimeAxisDuration: 10,
  nfftSelection: 1024,
  displayInfo: { height: 500 },
  channels: { min: 1, max: 8 },
  frequencyRange: { min: 0, max: 500 },
  start_time: 'now-10m',
  end_time: 'now-597s',
  view_type: 0,
};
const WATERFALL = {
  nfftSelection: 1,
  displayInfo: { height: 500 },
  channels: { min: 1, max: 8 },
  start_time: 'now-10m',
  end_time: 'now-598s',
  view_type: 2,
};
const SINGLE_CHANNEL = {
  ...HISTORIC,
  nfftSelection: 65_536,
  displayTimeAxisDuration: 10,
  displayInfo: { height: 100 },
  channels: { min: 7, max: 7 },
  view_type: 1,
};

const NOW = { start_time: null, end_time: null };
/** A row every 100 ms: what a busy machine does to frames that far apart is no freeze. */
const SLOW = { displayTimeAxisDuration: 10, displayInfo: { height: 100 } };

const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function json(content: unknown): string {
  files += 1;
  const path = join(folder, `${files}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/** By quirk or by job, in the packed layout; their nested counterparts are in healthy.test.ts. */
const PACKED: Readonly<Record<string, Animal>> = {
  'nothing odd about it': { examined: ['range.header', 'time.sequence', 'time.rate', 'structure.element'] },
  'FFT-overlapped rows': { job: { quirks: 'overlapped-rows' } },
  'log values on a floor': { job: { quirks: 'log-floor' }, examined: ['range.clipping'] },
  'running extremes': { job: { quirks: 'running-extremes' }, examined: ['range.header-loose'] },
  'no extremes': { job: { quirks: 'no-extremes' } },
  'no row_index': { job: { quirks: 'no-frame-number' } },
  'no job_id': { job: { jobNumber: 0 } },
  'unpacked lists': { job: { quirks: 'unpacked' } },
  'unknown fields': { job: { quirks: 'unknown-fields' } },
  'main_data in 5 pieces': { job: { chunks: 5 } },
  '1 to k rows a frame': { job: { quirks: 'varying-rows', rows: '1..5' } },
  'a short last frame': { job: { quirks: 'short-last-frame', rows: 4 } },
  'silent cable ends that are named': { job: { quirks: 'quiet-ends' }, stream: ['--quiet-sensors', '1..3,6..8'] },
  'one bin': { job: { bins: 1 }, stream: ['--bins', '1'] },
  '100 bins': { job: { bins: 100 }, stream: ['--bins', '100'] },
  'one sensor': { job: { sensors: 1 } },
  'axes that are given': { stream: ['--axes', '8x64'] },
  'no sensor axis': { stream: ['--axes', 'none'] },
  'everything optional left out': {
    job: { quirks: 'no-extremes,no-frame-number,unknown-fields,unpacked', jobNumber: 0 },
  },
  ...Object.fromEntries(
    ['float32', 'float64', 'uint8', 'int16', 'uint16', 'int32'].map((element) => [
      `${element} elements`,
      { job: { element }, examined: ['structure.element'], element: `${element} (assumed: extremes agree)` },
    ]),
  ),
  ...Object.fromEntries(
    ['uint8', 'int16', 'uint16', 'int32'].map((element) => [
      `${element} elements on a floor, running extremes`,
      { job: { element, quirks: 'log-floor,running-extremes' }, element: `${element} (assumed: extremes agree)` },
    ]),
  ),
};

/** In both layouts, where a job's description or the clock makes the difference. */
const BOTH: Readonly<Record<string, Animal>> = {
  // The longest first: the others run beside it.
  'three live streams of 1 to k rows a frame': {
    serve: ['--rest-port', '0', '--streams', '3', '--rows', '1..5'],
    stream: ['--focus-server', 'REST', '--configure', json({ ...HISTORIC, ...SLOW, ...NOW }), '--duration', '17s'],
    examined: ['time.realtime', 'time.rate', 'time.age', 'stream.freeze-share', 'stream.coverage'],
    only: 'pandadatastream',
  },
  'three streams': {
    serve: ['--streams', '3', '--rest-port', '0'],
    job: { sensors: 25 },
    stream: ['--focus-server', 'REST', '--job', '12-70788'],
    examined: ['stream.coverage', 'job.identity', 'job.reply', 'range.frequency'],
    frames: 3 * 120,
  },
  'a recording of ten minutes ago, FFT-overlapped': {
    serve: ['--rest-port', '0', '--quirk', 'overlapped-rows'],
    stream: ['--focus-server', 'REST', '--configure', json(HISTORIC)],
    examined: ['time.window', 'stream.complete', 'time.rate', 'range.frequency'],
  },
  'our clock 30 s behind that of a historic job': {
    serve: ['--rest-port', '0', '--clock-offset', '30s'],
    stream: ['--focus-server', 'REST', '--configure', json(HISTORIC)],
    examined: ['time.window', 'time.future'],
  },
  'our clock 2 h ahead of that of a historic job': {
    serve: ['--rest-port', '0', '--clock-offset', '-2h'],
    stream: ['--focus-server', 'REST', '--configure', json(HISTORIC)],
    examined: ['time.window', 'time.future'],
  },
  'our clock 30 s ahead of that of a live job': {
    serve: ['--clock-offset', '-30s'],
    stream: ['--live', '--frames', '100', '--bins', '64'],
    examined: ['time.age', 'time.future'],
    frames: 100,
  },
  'a waterfall at 2 kHz, rows half a millisecond apart': {
    serve: ['--rest-port', '0', '--prr', '2000', '--rest-quirk', 'no-frequencies'],
    stream: ['--focus-server', 'REST', '--configure', json(WATERFALL)],
    examined: ['stream.complete', 'time.window', 'time.gap', 'time.rate'],
  },
  'a waterfall at 2 kHz with its one frequency': {
    serve: ['--rest-port', '0', '--prr', '2000'],
    stream: ['--focus-server', 'REST', '--configure', json(WATERFALL)],
    examined: ['stream.complete', 'time.window', 'time.gap', 'time.rate'],
    only: 'datastream',
  },
  'a single channel with NFFT 65536': {
    serve: ['--rest-port', '0'],
    stream: ['--focus-server', 'REST', '--configure', json(SINGLE_CHANNEL)],
    examined: ['stream.complete', 'range.frequency', 'job.identity'],
  },
  'a job that takes 6 s to start': {
    serve: ['--rest-port', '0', '--startup', '6s'],
    stream: ['--focus-server', 'REST', '--configure', json(HISTORIC)],
    examined: ['stream.first-frame', 'stream.complete'],
    only: 'datastream',
  },
  'numbers as text, a bare URL and a PRR told apart': {
    serve: ['--rest-port', '0', '--rest-quirk', 'stringly,bare-url,prr-live'],
    stream: ['--focus-server', 'REST', '--configure', json(HISTORIC)],
    examined: ['job.reply', 'range.frequency'],
    only: 'pandadatastream',
  },
  'a PRR that nobody tells': {
    serve: ['--rest-port', '0', '--rest-quirk', 'prr-unknown'],
    stream: ['--focus-server', 'REST', '--configure', json(HISTORIC)],
    examined: ['job.reply', 'range.frequency'],
    only: 'datastream',
  },
  'a single channel, live, whose rows are marked with the start of a window of 65 s': {
    serve: ['--rest-port', '0', '--quirk', 'overlapped-rows'],
    stream: ['--focus-server', 'REST', '--configure', json({ ...SINGLE_CHANNEL, ...NOW }), '--max-frames', '20'],
    examined: ['time.age', 'time.future'],
  },
  'a first window that takes 7 s to fill': {
    serve: ['--rest-port', '0', '--fault', 'late-first:7s'],
    stream: ['--focus-server', 'REST', '--configure', json({ ...SINGLE_CHANNEL, nfftSelection: 8192 })],
    examined: ['stream.first-frame'],
    only: 'datastream',
  },
  'frequencies cropped and decimated': {
    serve: ['--rest-port', '0', '--bins', '64'],
    stream: [
      '--focus-server',
      'REST',
      '--configure',
      json({ ...HISTORIC, frequencyRange: { min: 20, max: 333 }, nfftSelection: 2048 }),
    ],
    examined: ['range.frequency', 'dimension.bins'],
    only: 'pandadatastream',
  },
};

const IN_A_LAYOUT = Object.entries(BOTH).flatMap(([name, animal]) =>
  ['datastream', 'pandadatastream']
    .filter((layout) => animal.only === undefined || animal.only === layout)
    .map((layout) => ({ name, layout, ...animal })),
);

// A machine busy with other things freezes the stream itself: once more before it counts.
describe.concurrent('the healthy zoo', { retry: 2 }, () => {
  it.each(IN_A_LAYOUT)(
    '$name ($layout) gives no finding at all',
    { timeout: 40_000 },
    async ({ layout, ...animal }) => {
      const stream = animal.stream ?? [];
      const job = stream.includes('--focus-server') ? [] : ['--job', '12-70788'];
      await expectHealthy({ ...animal, stream: [...job, ...stream] }, layout);
    },
  );

  it.each(Object.entries(PACKED))('packed, with %s, gives no finding at all', async (_, animal) => {
    const axes = ['--axes', '--bins'].some((flag) => animal.stream?.includes(flag)) ? [] : ['--bins', '64'];
    const stream = ['--job', '12-70788', '--ended', '--row-step', '20ms', ...axes, ...(animal.stream ?? [])];
    await expectHealthy({ frames: 120, ...animal, stream }, 'pandadatastream');
  });
});

async function expectHealthy(
  { job, serve = [], stream = [], examined = [], frames, element }: Animal,
  layout: string,
): Promise<void> {
  const jobs = json({ '12-70788': { ...JOB, ...job } });
  const server = await serveSpectrogram('--layout', layout, '--jobs', jobs, ...serve);
  try {
    const target = stream.includes('--focus-server') ? [] : [server.address];
    const flags = stream.map((word) => (word === 'REST' ? server.rest : word));
    const { result, finished } = await calmDocument([
      'stream',
      ...target,
      ...flags,
      '--fail-on',
      'warning',
      '--severity',
      'stream.freeze=off',
    ]);
    expectValid(result);
    expect(findingsOf(result)).toEqual([]);
    expect(result).toMatchObject({ outcome: 'passed', layout: { name: layout }, failure: null });
    expect(result.frames?.received).toBeGreaterThan(0);
    if (frames !== undefined) expect(result.frames?.received).toBe(frames);
    if (element !== undefined) expect(result.layout?.element).toBe(element);
    const made = result.checks.filter((check) => check.status === 'passed').map(({ rule }) => rule);
    expect(made).toEqual(expect.arrayContaining([...examined]));
    expect(finished.code).toBe(0);
  } finally {
    await server.stop();
  }
}
