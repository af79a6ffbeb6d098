import { describe, expect, it } from 'vitest';
import type { Frame } from '../../src/base/frame.ts';
import { T0, buildFrame, buildShape, fill, healthyFrames, judgeAll, noise, without } from '../support/check-frames.ts';
import type { JudgeRun, PlainRow } from '../support/check-frames.ts';

const live = { live: true };

/** Every animal of the zoo: what it is, its frames, and how it is judged. */
const ZOO: readonly [string, Frame[], JudgeRun?][] = [
  ['a plain stream', healthyFrames(400), { expectation: live }],
  ['rows that overlap because FFT windows do', healthyFrames(60, { dt: 10, rowMs: 2000 }), { expectation: live }],
  ['one to five rows a frame', healthyFrames(60, { rows: (index) => 1 + (index % 5) })],
  ['a short last frame', healthyFrames(30, { rows: (index) => (index === 29 ? 1 : 4) })],
  ['a single channel of many bins', healthyFrames(30, { sensors: 1, bins: 4096 })],
  ['one bin a sensor', healthyFrames(60, { bins: 1 })],
  ['one value a frame', healthyFrames(60, { sensors: 1, bins: 1 })],
  [
    'a waterfall at 2 kHz in milliseconds',
    healthyFrames(60, { sensors: 8, bins: 1, rows: () => 50, dt: 0.5, rowMs: 0.5 }),
  ],
  [
    'a waterfall at 2 kHz whose dt is described',
    healthyFrames(60, { sensors: 8, bins: 1, rows: () => 100, dt: 0.5, rowMs: 0.5 }),
    { expectation: { rowStepMs: { value: 0.5, origin: 'description' } } },
  ],
  [
    'logarithmic values on a floor',
    healthyFrames(60, {
      bins: 16,
      value: (row, sensor, bin) =>
        bin > 0 ? Math.max(-3, Math.log10(noise(row, sensor, bin)) - 2.6) : noise(row, sensor, bin),
    }),
  ],
  [
    'extremes that once were larger',
    healthyFrames(60, { change: (plain) => ({ ...plain, headerMax: 30, headerMin: -30 }) }),
  ],
  ['no extremes', healthyFrames(60), { shape: buildShape(without('headerMax', 'headerMin')) }],
  ['extremes that are 0', healthyFrames(60, { change: (plain) => ({ ...plain, headerMax: 0, headerMin: 0 }) })],
  [
    'no frame numbers',
    healthyFrames(60, { change: (plain) => ({ ...plain, sequence: 0 }) }),
    { shape: buildShape(without('sequence')) },
  ],
  ['frame numbers from 0', healthyFrames(60, { change: (plain, index) => ({ ...plain, sequence: index }) })],
  [
    'every third number, of three streams',
    healthyFrames(60, { change: (plain, index) => ({ ...plain, sequence: 2 + 3 * index }) }),
    { expectation: { streams: { value: 3, origin: 'description' } }, end: { streamsOpened: 3 } },
  ],
  [
    'numbers of its own, of three streams',
    healthyFrames(60),
    { expectation: { streams: { value: 3, origin: 'description' } }, end: { streamsOpened: 3 } },
  ],
  ['no source time', healthyFrames(60), { shape: buildShape(without('sourceTime')) }],
  ['no row times', healthyFrames(60), { shape: buildShape(without('rowStart', 'rowEnd')), expectation: live }],
  ['no ids', healthyFrames(60), { shape: buildShape(without('sensorId')) }],
  [
    'bare values without a sensor axis',
    healthyFrames(60, { sensors: 1 }),
    { shape: buildShape(without('sensorId'), { sensors: '' }) },
  ],
  ['integers', integers(60), { shape: buildShape(undefined, { integers: true }) }],
  ['two canvases in turn', canvases(40)],
  [
    'silent cable ends named as quiet',
    healthyFrames(60, {
      sensors: 12,
      value: (row, sensor, bin) => (sensor < 3 || sensor > 9 ? 0 : noise(row, sensor, bin) - 2),
    }),
    {
      expectation: {
        quiet: [
          { min: 1, max: 3 },
          { min: 11, max: 2200 },
        ],
      },
    },
  ],
  [
    'our clock 30 s behind that of a historic job',
    healthyFrames(60, { change: (plain) => ({ ...plain, arrivalEpoch: T0 + 3_600_000 - 30_000 }) }),
    { expectation: { window: { value: { min: T0, max: T0 + 60 * 50 }, origin: 'description' } } },
  ],
  [
    'our clock 2 h ahead of a historic job',
    healthyFrames(60, { change: (plain) => ({ ...plain, arrivalEpoch: T0 + 7_200_000 }) }),
  ],
  [
    'two noisy frames while it settles',
    healthyFrames(60, {
      change: (plain, index) =>
        index < 2
          ? { ...plain, rows: [{ ...(plain.rows[0] as PlainRow), sensors: fill(1, 2, 2, () => 0) }], headerMax: 1 }
          : plain,
    }),
    { expectation: { settle: { frames: 2, ms: 0 } } },
  ],
];

describe('the healthy zoo', () => {
  it.each(ZOO)('gives no finding for %s', (_, frames, run) => {
    const { checks } = judgeAll(frames, run);
    expect(checks.flatMap(({ rule, findings }) => findings.map(({ message }) => `${rule}: ${message}`))).toEqual([]);
    expect(checks.filter(({ status }) => status === 'failed' || status === 'warned')).toEqual([]);
  });

  it('is examined, not skipped, by the rules a full stream has something for', () => {
    const { checks } = judgeAll(healthyFrames(400), {
      expectation: { ...live, rowStepMs: { value: 50, origin: 'description' } },
    });
    const skipped = checks.filter(({ status }) => status === 'skipped').map(({ rule }) => rule);
    expect(skipped).toEqual([
      'structure.element',
      'dimension.rows',
      'dimension.sensor-ids',
      'range.amplitude',
      'range.frequency',
      'time.window',
      'job.identity',
      'job.id',
      'job.reply',
      'stream.coverage',
      'stream.complete',
    ]);
  });

  it('gives every skipped rule a reason and every other one a count', () => {
    for (const [, frames, run] of ZOO) {
      for (const { status, reason, examined } of judgeAll(frames, run).checks) {
        expect(status === 'skipped' ? (reason ?? '') !== '' && examined === 0 : examined > 0).toBe(true);
      }
    }
  });
});

function integers(count: number): Frame[] {
  return healthyFrames(count, { value: (row, sensor, bin) => Math.round(255 * noise(row, sensor, bin)) });
}

function canvases(count: number): Frame[] {
  return Array.from({ length: count }, (_, index) => {
    const start = T0 + (index >> 1) * 50;
    const row: PlainRow = { start, end: start + 50, canvas: index % 2, sensors: fill(index, 4, 8) };
    return buildFrame({
      index,
      sequence: index + 1,
      headerMax: 1,
      headerMin: 0,
      rows: [row],
      arrivalEpoch: start + 100,
    });
  });
}
