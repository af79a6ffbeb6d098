import { describe, expect, it } from 'vitest';
import { streamsPart } from '../../src/report/streams-part.ts';
import { styleOf } from '../../src/report/style.ts';
import { failed, interrupted, passed } from '../support/result-samples.ts';

const style = styleOf({ colour: false, width: 80 });
const [stream] = passed.streams;

describe('streamsPart', () => {
  it('gives one line a stream', () => {
    const metrics = interrupted.metrics ?? stream?.metrics;
    const empty = interrupted.metrics && { ...interrupted.metrics.gapMs, max: null };
    const streams =
      stream && metrics && empty
        ? [
            { ...stream, checks: failed.checks },
            { ...stream, streamId: 1, frames: 1, metrics: { ...metrics, gapMs: empty }, status: null },
          ]
        : [];
    expect(streamsPart(streams, style)).toEqual([
      [
        'stream  frames   fps  gap p95  gap max  failed/warned  status',
        '     0     200  20.0  52.1 ms  61.2 ms            1/0  CANCELLED',
        '     1       1   n/a      n/a      n/a            0/0  none',
      ].join('\n'),
    ]);
  });

  it('is empty for a single stream', () => {
    expect(streamsPart(passed.streams, style)).toEqual([]);
  });
});
