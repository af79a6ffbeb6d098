import { describe, expect, it } from 'vitest';
import type { FramePart } from '../../src/base/frame.ts';
import { FrameCount } from '../../src/run/frame-count.ts';
import { buildFrame, buildShape } from '../support/check-frames.ts';

const times = (start: number) => ({ start, end: start + 50, sensors: [{ id: 1, values: [1, 2, 3] }] });

describe('FrameCount', () => {
  it('adds up rows and values and keeps the outermost times', () => {
    const count = new FrameCount();
    count.shape = buildShape();
    count.add(buildFrame({ index: 0, rows: [times(1000), times(1050)] }));
    count.add(buildFrame({ index: 1, rows: [times(1100)] }));
    expect(count).toMatchObject({ rows: 3, values: 9, firstRow: 1000, lastRow: 1150 });
    expect(count.ageMs).not.toBeNull();
  });

  it('knows no times when none are sent', () => {
    const count = new FrameCount();
    count.shape = { ...buildShape(), sent: new Set<FramePart>(['sensorId']) };
    count.add(buildFrame({ index: 0, rows: [times(0)] }));
    expect(count).toMatchObject({ rows: 1, firstRow: null, lastRow: null, ageMs: null, lastSourceTime: Number.NaN });
  });
});
