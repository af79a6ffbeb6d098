import { describe, expect, it } from 'vitest';
import { createMeter } from '../../src/measure/meter.ts';
import { arrivalsOf, measure, range } from '../support/measure-arrivals.ts';

const CLOSE = { requestAt: 0, dialAt: null, loopDelayP99Ms: null };

describe('createMeter', () => {
  it('has nothing but nulls to say of a stream without messages', () => {
    const measured = createMeter({ nominal: { ms: 50, origin: '--fps' } }).close(CLOSE);
    expect(measured.metrics).toMatchObject({
      firstFrameMs: null,
      firstFrameFromDialMs: null,
      fps: null,
      throughputMBps: null,
      latenessMs: null,
      jitterMs: null,
      freezes: null,
      overhead: { loopDelayP99Ms: null, validationMeanUs: null, validationP99Us: null, backlogMax: 0 },
    });
    expect(measured.span).toBeNull();
    expect(measured.timeline).toEqual([]);
    expect(measured.suspect).toEqual([]);
  });

  it('has a first frame but no rate of a single message', () => {
    const meter = createMeter();
    meter.message(75, 10);
    expect(meter.close(CLOSE).metrics).toMatchObject({ firstFrameMs: 75, firstFrameFromDialMs: null, fps: null });
  });

  it('has no rate when all messages came with one read', () => {
    expect(measure([10, 10, 10]).metrics).toMatchObject({ fps: null, throughputMBps: null });
  });

  it('takes the cadence for jitter only while there are no source times', () => {
    const nominal = { ms: 50, origin: '--fps' };
    expect(measure([0, 50, 116], { nominal }).metrics.jitterMs).toMatchObject({
      source: 'nominal cadence, 50.0 ms (--fps)',
      final: 1,
      pdvP95: null,
    });
    expect(measure([0, 50, 116]).metrics.jitterMs).toBeNull();
  });

  it('takes source times for jitter once they are known, also those told before', () => {
    const meter = createMeter({ nominal: { ms: 1, origin: '--fps' } });
    for (const [arrival, source] of [
      [0, 1000],
      [50, 1050],
      [116, 1100],
    ] as const) {
      meter.message(arrival, 1);
      meter.source(arrival, source);
      meter.source(arrival, Number.NaN);
    }
    meter.sourceKind({ label: 'endTimestamp of the last row', resolutionMs: 0.001 });
    expect(meter.close(CLOSE).metrics.jitterMs).toMatchObject({
      source: 'endTimestamp of the last row, 0.001 ms',
      final: 1,
    });
  });

  it('counts the seconds from where it is told, else from the first message', () => {
    const arrivals = [2500, 2900, 4100];
    const seconds = (options: Parameters<typeof measure>[1]) =>
      measure(arrivals, options).timeline.map(({ frames }) => frames);
    expect(seconds({ timelineFrom: 1000 })).toEqual([0, 2, 0, 1]);
    expect(seconds({})).toEqual([2, 1]);
  });

  it('tells the progress while it runs', () => {
    const meter = createMeter();
    expect(meter.peek()).toEqual({ frames: 0, fps: null, lastGapMs: null });
    for (const arrival of [0, 100, 250]) meter.message(arrival, 1);
    expect(meter.peek()).toEqual({ frames: 3, fps: 8, lastGapMs: 150 });
  });

  it('sums up its own cost and doubts itself for it', () => {
    const meter = createMeter({ backlogBound: 4 });
    for (const arrival of arrivalsOf(range(300).map(() => 10))) {
      meter.message(arrival, 1);
      meter.validated(6000);
    }
    meter.backlog(5);
    meter.backlog(2);
    const { metrics, suspect } = meter.close({ ...CLOSE, loopDelayP99Ms: 30 });
    expect(metrics.overhead.loopDelayP99Ms).toBe(30);
    expect(metrics.overhead.backlogMax).toBe(5);
    expect(metrics.overhead.validationMeanUs).toBeCloseTo(6000, 6);
    expect(metrics.overhead.validationP99Us).toBeCloseTo(6000, 6);
    expect(suspect).toHaveLength(3);
  });

  it('takes a clock that steps back for no time at all', () => {
    expect(measure([10, 5]).metrics.gapMs.min).toBe(0);
  });

  it('crosses threads as plain data', () => {
    const measured = measure([0, 10, 20], { nominal: { ms: 10, origin: '--fps' } });
    expect(structuredClone(measured)).toEqual(measured);
  });
});
