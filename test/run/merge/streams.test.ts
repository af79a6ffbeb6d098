import { describe, expect, it } from 'vitest';
import { measuredOf, offsets, unitedStreams } from '../../../src/run/merge/streams.ts';
import { sampleMetrics } from '../../support/result-samples.ts';
import { scripted, shardResult } from '../../support/shards.ts';

const one = scripted(1, 1000, 3);

describe('unitedStreams', () => {
  it('keeps the numbers of shares and puts them in order', () => {
    const results = [shardResult([one], 2), shardResult([one, one], 0)];
    expect(offsets(results)).toEqual([0, 0]);
    expect(unitedStreams(results).map(({ streamId }) => streamId)).toEqual([0, 1, 2]);
  });

  it('tells streams of the same number apart, runs without any among them', () => {
    const results = [shardResult([one], 1), shardResult([], 0), shardResult([one, one], 0)];
    expect(offsets(results)).toEqual([0, 2, 2]);
    expect(unitedStreams(results).map(({ streamId }) => streamId)).toEqual([1, 2, 3]);
  });
});

describe('measuredOf', () => {
  it('gives back what a stream was summarised from', () => {
    const [summary] = shardResult([one], 0).streams;
    expect(summary && measuredOf(summary)).toEqual({ ...one, timeline: [], suspect: [] });
  });

  it('refuses a stream without what merging needs', () => {
    expect(() => measuredOf({ streamId: 0, frames: 1, metrics: sampleMetrics, status: null, checks: [] })).toThrow(
      RangeError,
    );
  });
});
