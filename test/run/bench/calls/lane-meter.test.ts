import { describe, expect, it } from 'vitest';
import { LaneMeter } from '../../../../src/run/bench/calls/lane-meter.ts';

describe('LaneMeter', () => {
  it('keeps when answers came and what judging them took, and no gaps', () => {
    const meter = new LaneMeter(1000);
    meter.message(1500, 10);
    meter.message(3200, 20);
    meter.validated(4);
    const { metrics, span, timeline, messages } = meter.close(1400, 2);
    expect(metrics).toMatchObject({ firstFrameMs: 100, fps: null, gapMs: { count: 0 } });
    expect(metrics.overhead).toMatchObject({ loopDelayP99Ms: 2, validationMeanUs: expect.closeTo(4) });
    expect(span).toEqual({ first: 1500, last: 3200 });
    expect(timeline.map(({ frames, bytes }) => [frames, bytes])).toEqual([
      [1, 10],
      [0, 0],
      [1, 20],
    ]);
    expect(messages).toBe(1);
  });

  it('has nothing of a lane without an answer', () => {
    expect(new LaneMeter(0).close(5, null)).toMatchObject({ span: null, messages: 0, metrics: { firstFrameMs: null } });
  });
});
