import { describe, expect, it } from 'vitest';
import { parseQuirks, QUIRKS } from '../../../src/serve/spectrogram/quirks.ts';
import { createJob } from '../../../src/serve/spectrogram/job.ts';
import { framesOf, makeFrames, starts, valuesOf } from '../../support/serve-frames.ts';

describe('parseQuirks', () => {
  it('reads a list of names, also a comma-separated one', () => {
    expect([...parseQuirks('unpacked, log-floor,')]).toEqual(['unpacked', 'log-floor']);
    expect([...parseQuirks(['unpacked'])]).toEqual(['unpacked']);
    expect([...parseQuirks(Object.keys(QUIRKS))]).toHaveLength(12);
  });

  it('names the nearest for an unknown one', () => {
    expect(() => parseQuirks('unpackd')).toThrow(
      expect.objectContaining({ code: 'usage', hint: 'did you mean unpacked?' }),
    );
    expect(() => parseQuirks('qqqqqqq')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('no-extremes') as string }),
    );
  });
});

describe('the quirk', () => {
  it('no-extremes, no-frame-number, no-server-timestamp leave their fields out', () => {
    const [frame] = framesOf('', { quirks: 'no-extremes,no-frame-number,no-server-timestamp' }, 1);
    expect(frame).toMatchObject({ max: 0, min: 0, number: 0, sentAt: 0 });
  });

  it('running-extremes covers all frames so far', () => {
    const frames = framesOf('', { quirks: 'running-extremes' }, 20);
    let [max, min] = [-Infinity, Infinity];
    for (const frame of frames) {
      max = Math.max(max, ...valuesOf(frame));
      min = Math.min(min, ...valuesOf(frame));
      expect([frame.max, frame.min]).toEqual([max, min]);
    }
  });

  it('varying-rows sends 1 to 4 rows a frame, all on cadence', () => {
    const frames = framesOf('', { quirks: 'varying-rows' }, 40);
    expect([...new Set(frames.map(({ rows }) => rows.length))].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
    expect(starts(frames)).toEqual(starts(frames).map((_, row) => row * 20));
  });

  it('varying-rows sends a frame when its rows are there, on average as fast as said', () => {
    const { slots } = makeFrames({ quirks: 'varying-rows', frames: 0 }, 2000);
    for (const [i, slot] of slots.slice(1).entries()) {
      const rows = slots[i]?.frame?.rows.length ?? 0;
      expect(slot.dueMs - (slots[i]?.dueMs ?? 0)).toBeCloseTo(rows * 20, 6);
    }
    expect((slots.at(-1)?.dueMs ?? 0) / 1999).toBeGreaterThan(47);
    expect((slots.at(-1)?.dueMs ?? 0) / 1999).toBeLessThan(53);
  });

  it('short-last-frame ends with one row after frames of four', () => {
    expect(framesOf('', { quirks: 'short-last-frame', frames: 3 }).map(({ rows }) => rows.length)).toEqual([4, 4, 1]);
  });

  it('unpacked and unknown-fields change the bytes, not what a decoder reads', () => {
    const [plain] = framesOf('', {}, 1);
    const odd = makeFrames({ quirks: 'unpacked,unknown-fields' }, 1).bytes[0];
    const [decoded] = framesOf('', { quirks: 'unpacked,unknown-fields' }, 1);
    expect(decoded).toEqual({ ...plain, unknown: true });
    expect(odd?.length).toBeGreaterThan(makeFrames({}, 1).bytes[0]?.length ?? Infinity);
  });

  it('overlapped-rows makes a row last NFFT/PRR while rows keep their step', () => {
    const frames = framesOf('', { quirks: 'overlapped-rows', nfft: 1024, prr: 1000 }, 4);
    expect(starts(frames)).toEqual([0, 50, 100, 150]);
    expect(frames.map(({ rows }) => (rows[0]?.end ?? 0) - (rows[0]?.start ?? 0))).toEqual([1024, 1024, 1024, 1024]);
  });

  it('log-floor puts about a third of the values exactly on the minimum, of no sensor all', () => {
    for (const frame of framesOf('', { quirks: 'log-floor', sensors: 50, bins: 65 }, 5)) {
      const values = valuesOf(frame);
      const share = values.filter((value) => value === frame.min).length / values.length;
      expect(share).toBeGreaterThan(0.25);
      expect(share).toBeLessThan(0.42);
      for (const { values } of frame.rows[0]?.sensors ?? [])
        expect(values.some((value) => value !== frame.min)).toBe(true);
    }
  });

  it('number-stride numbers 1, 4, 7', () => {
    expect(framesOf('', { quirks: 'number-stride' }, 3).map(({ number }) => number)).toEqual([1, 4, 7]);
  });

  it('quiet-ends silences the first and the last 3 sensors', () => {
    const [frame] = framesOf('', { quirks: 'quiet-ends', sensors: 8 }, 1);
    const silent = frame?.rows[0]?.sensors.filter(({ values }) => new Set(values).size === 1).map(({ id }) => id);
    expect(silent).toEqual([1, 2, 3, 6, 7, 8]);
  });

  it('belongs to a job', () => {
    expect(createJob('j', { quirks: ['unpacked'] }).quirks.has('unpacked')).toBe(true);
  });
});
