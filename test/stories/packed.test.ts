import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { FAULTS } from '../../src/serve/spectrogram/fault/table.ts';
import { checkOf, WITHOUT_FREEZES } from '../support/binary.ts';
import { document, serveSpectrogram } from '../support/hosted.ts';
import { expectValid } from '../support/schema.ts';
import { wavFile } from '../support/wav.ts';

/** A fault of a packed server; it has to trip the rules its definition names. */
interface Story {
  readonly fault: string;
  /** Frame of the first finding, where not the same for all rules by rule; null for rules of the whole stream. */
  readonly at: number | null | Readonly<Record<string, number>>;
  /** In place of those of its definition: the rules this story is about. */
  readonly rules?: readonly string[];
  /** More of the first finding of the first rule. */
  readonly place?: Readonly<Record<string, unknown>>;
  /** Further flags of `stream`. */
  readonly with?: readonly string[];
  /** Flags of `serve spectrogram` in place of those for speed. */
  readonly serve?: readonly string[];
  /** The job's description is fetched from the server. */
  readonly described?: true;
  /** Rules that fail for the same reason. */
  readonly related?: readonly string[];
}

const PACED = ['--sensors', '8', '--bins', '64', '--fps', '20', '--frames', '40'];
/** So slow that what a busy machine does to the frames is no freeze. */
const REALTIME = ['--sensors', '8', '--bins', '64', '--fps', '5', '--frames', '0'];

const STORIES: readonly Story[] = [
  // The longest first: the others run beside them.
  { fault: 'slow-clock', at: null, serve: REALTIME, with: ['--duration', '16s'] },
  { fault: 'slow', at: null, serve: REALTIME, with: ['--duration', '16s'] },
  { fault: 'truncated-field@17', at: 17 },
  { fault: 'bad-wire-type@17', at: 17 },
  { fault: 'field-zero@17', at: 17 },
  { fault: 'long-varint@17', at: 17 },
  { fault: 'no-rows@17', at: 17 },
  { fault: 'empty-row@17', at: 17 },
  { fault: 'shape-zero@17', at: 17 },
  { fault: 'short-data@17', at: 17 },
  { fault: 'short-data@17:1', at: 17 },
  { fault: 'timestamps-missing@17', at: 17 },
  { fault: 'row-index-missing@17', at: 17 },
  { fault: 'row-year@17', at: 17, place: { row: 0 }, related: ['time.order', 'time.gap'] },
  { fault: 'header-nan@17', at: 17 },
  { fault: 'header-swap@17', at: 17, related: ['range.header'] },
  { fault: 'element-mismatch@0..', at: 0 },
  { fault: 'element-mismatch@17..', at: 17, rules: ['range.header'] },
  { fault: 'drop-sensor@17', at: 17, with: ['--sensor-ids', '1..8'] },
  { fault: 'extra-sensor@17', at: 17, with: ['--sensor-ids', '1..8'] },
  { fault: 'drop-bin@17', at: 17, place: { row: 0, sensor: 8 } },
  { fault: 'extra-row@17', at: 17, with: ['--rows', '1'] },
  { fault: 'wrong-channels@17..', at: 17, described: true },
  { fault: 'wrong-channels@17..', at: 17, rules: ['dimension.sensor-ids'], with: ['--sensor-ids', '1..8'] },
  { fault: 'channels-reversed@17', at: 17, described: true, related: ['dimension.sensor-ids'] },
  { fault: 'channels-reversed@17', at: 17 },
  { fault: 'channel-count@17', at: 17 },
  { fault: 'wrong-job-id@17..', at: 17 },
  { fault: 'nan@17:sensor=7;bin=12', at: 17, place: { row: 0, sensor: 7, bin: 12 } },
  { fault: 'inf@17:sensor=2;bin=63', at: 17, place: { row: 0, sensor: 2, bin: 63 } },
  { fault: 'spike@17', at: 17, place: { row: 0, sensor: 5, bin: 32 }, with: ['--amplitude=-200..0'] },
  { fault: 'above-header@17:sensor=1;bin=0', at: 17, place: { row: 0, sensor: 1, bin: 0 } },
  { fault: 'below-header@17', at: 17, place: { row: 0, sensor: 5, bin: 32 } },
  { fault: 'header-loose@17..', at: 26 },
  { fault: 'clip@17:sensor=3', at: 17, place: { row: 0, sensor: 3 } },
  { fault: 'zero@17', at: 17 },
  { fault: 'constant@17', at: 17 },
  { fault: 'twin@17:sensor=7', at: 17, place: { row: 0, sensor: 7 } },
  { fault: 'dead@17..:sensor=7', at: { 'nonzero.sensor': 26, 'nonzero.repeated': 27 }, place: { sensor: 7 } },
  { fault: 'freeze-picture@17..', at: { 'nonzero.frozen': 26, 'nonzero.repeated': 19 } },
  { fault: 'repeat-picture@17', at: 19 },
  { fault: 'row-backwards@17', at: 17, place: { row: 0 } },
  { fault: 'duplicate-row@17', at: 17, place: { row: 1 }, with: ['--rows', '1'] },
  { fault: 'skip-rows@17', at: 17, place: { row: 0 } },
  { fault: 'overlap@17', at: 17, place: { row: 0 } },
  { fault: 'fast-rows', at: null, with: ['--row-step', '20ms'] },
  { fault: 'stale:90s', at: 0 },
  { fault: 'future:2h', at: 0 },
  { fault: 'wrong-window', at: 0, rules: ['time.age'] },
  { fault: 'skip-number@17', at: 17 },
  { fault: 'repeat-number@17', at: 17 },
  { fault: 'drop-frame@17', at: 17 },
  { fault: 'late-first:1500ms', at: null, with: ['--slo', 'first-frame<1s'] },
  { fault: 'no-frames', at: null },
  { fault: 'end@40', at: null, with: ['--frames', '60'] },
  { fault: 'stall@30:500ms', at: 30, rules: ['stream.freeze'], serve: PACED },
  { fault: 'status@30:UNAVAILABLE', at: null },
  { fault: 'hang@30', at: null, with: ['--idle-timeout', '3s'] },
  { fault: 'reset@30:8', at: null, serve: PACED },
  { fault: 'disconnect@30', at: null, serve: PACED },
];

const WARNINGS = new Set([
  'structure.element',
  'range.header-loose',
  'range.clipping',
  'nonzero.repeated',
  'nonzero.twins',
  'time.overlap',
  'time.sequence',
  'time.rate',
  'time.age',
  'time.future',
  'job.id',
  'stream.freeze',
]);
const BROKEN = new Set(['stream.status', 'stream.stalled']);

const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const jobs = join(folder, 'jobs.json');
beforeAll(() => {
  // Frames leave as fast as they can, and their rows are 20 ms apart all the same.
  writeFileSync(jobs, JSON.stringify({ '12-70788': { sensors: 8, bins: 64, fps: 0, dtMs: 20, frames: 120 } }));
});

const named = ({ fault }: Story): string => fault.replace(/[@:].*/, '');

describe('the faults of the packed layout', () => {
  it('each have a story', () => {
    const possible = FAULTS.filter(({ only }) => only !== 'datastream').map(({ name }) => name);
    expect(new Set(STORIES.map(named))).toEqual(new Set(possible));
  });
});

const TRIPPED = STORIES.map((story) => {
  const trips = FAULTS.find(({ name }) => name === named(story))?.trips ?? [];
  return { ...story, tripped: story.rules ?? trips };
});

describe.concurrent('a packed server with a fault', () => {
  it.each(TRIPPED)('$fault trips $tripped', { timeout: 60_000 }, async (story) => {
    const { tripped, related = [] } = story;
    const { result, code } = await tell(story);
    expectValid(result);
    for (const [place, rule] of tripped.entries()) expectTripped(result, rule, story, place === 0);
    const isBroken = tripped.some((rule) => BROKEN.has(rule));
    expect(code).toBe(isBroken ? 4 : tripped.every((rule) => WARNINGS.has(rule)) ? 0 : 1);
    if (isBroken) expect(result.frames?.received).toBe(30);
    const failed = result.checks.filter(({ status }) => status === 'failed').map(({ rule }) => rule);
    expect(failed.filter((rule) => !tripped.includes(rule) && !related.includes(rule))).toEqual([]);
  });
});

describe('a recording as the source of a packed server', () => {
  it('is streamed to its end and passes, both of its channels told apart', async () => {
    const path = join(folder, 'tone.wav');
    // Two seconds at 8 kHz: a tone in noise, another in each channel.
    writeFileSync(path, wavFile({ sampleRate: 8000, seconds: 2, tones: [440, 1000] }));
    const source = ['--source', path, '--nfft', '256', '--fps', '0', '--rest-port', '0'];
    const server = await serveSpectrogram('--layout', 'pandadatastream', ...source);
    try {
      const lookUp = ['--focus-server', server.rest, '--job', '12-70788', '--ended'];
      const { result, finished } = await document(['stream', ...lookUp]);
      expectValid(result);
      expect(result.checks.filter(({ status }) => status === 'failed')).toEqual([]);
      expect(result).toMatchObject({
        outcome: 'passed',
        endReason: 'completed',
        layout: {
          name: 'pandadatastream',
          element: 'float32 (assumed: extremes agree)',
          axes: '2 sensors x 129 bins',
        },
        // (16000 - 256) / 128 + 1 windows.
        frames: { received: 124, rows: 124, values: 124 * 129 * 2 },
      });
      expect(finished.code).toBe(0);
    } finally {
      await server.stop();
    }
  });
});

async function tell({ fault, rules = [], with: flags = [], serve = ['--jobs', jobs], described }: Story) {
  const rest = described ? ['--rest-port', '0'] : [];
  const server = await serveSpectrogram('--layout', 'pandadatastream', ...serve, ...rest, '--fault', fault);
  try {
    const target = described ? ['--focus-server', server.rest] : [server.address, '--bins', '64'];
    const calm = rules.includes('stream.freeze') ? [] : WITHOUT_FREEZES;
    const { result, finished } = await document(['stream', ...target, '--job', '12-70788', ...calm, ...flags]);
    return { result, code: finished.code };
  } finally {
    await server.stop();
  }
}

function expectTripped(result: RunResult, rule: string, { at, place = {} }: Story, isFirst: boolean): void {
  const check = checkOf(result, rule);
  const frame = typeof at === 'number' || at === null ? at : at[rule];
  // A busy machine may have frozen the stream before the server did.
  const froze = rule === 'stream.freeze' ? check.findings.find((each) => each.frame === frame) : undefined;
  const finding = froze ?? check.findings[0];
  expect(`${rule} ${check.status}`).toBe(`${rule} ${WARNINGS.has(rule) ? 'warned' : 'failed'}`);
  expect(check.violations).toBeGreaterThan(0);
  expect(finding?.message).toBeTruthy();
  if (frame !== null) expect(finding?.frame).toBe(frame);
  if (isFirst) expect(finding).toMatchObject(place);
}
