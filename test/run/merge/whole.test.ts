import { describe, expect, it } from 'vitest';
import type { RunResult, StreamSummary } from '../../../src/base/result.ts';
import { unmergeable } from '../../../src/run/merge/whole.ts';
import { benched } from '../../support/bench-result.ts';
import { errored, passed } from '../../support/result-samples.ts';
import { scripted, shardResult } from '../../support/shards.ts';

const result = shardResult([scripted(1, 1000, 20)], 0);

function changed(change: (stream: StreamSummary) => unknown): RunResult {
  return { ...result, streams: result.streams.map((stream) => change(stream) as StreamSummary) };
}

describe('unmergeable', () => {
  it('takes what bench writes, also of a run that opened no stream', () => {
    expect(unmergeable(result)).toBeNull();
    expect(unmergeable({ ...errored, command: 'bench' })).toBeNull();
  });

  const bad: readonly (readonly [RunResult, RegExp])[] = [
    [passed, /no result of bench/],
    [benched, /a version that kept too little/],
    [changed((stream) => ({ ...stream, frames: 'many' })), /damaged: the numbers of stream 0/],
    [changed((stream) => ({ ...stream, pool: { ...stream.pool, span: { first: 5, last: 4 } } })), /damaged/],
    [changed((stream) => ({ ...stream, pool: { ...stream.pool, bytesAfterFirst: null } })), /damaged/],
    [changed((stream) => withGaps(stream, { count: 21 })), /damaged/],
    [changed((stream) => withGaps(stream, { histogram: null })), /damaged/],
    [changed((stream) => withGaps(stream, { histogram: 'HISTF' })), /damaged/],
    [{ ...result, startedAt: 'yesterday' }, /does not say when/],
  ];

  it.each(bad)('says why what is not whole cannot be merged: %#', (document, words) => {
    expect(unmergeable(document)).toMatch(words);
  });
});

function withGaps(stream: StreamSummary, change: object): unknown {
  return { ...stream, metrics: { ...stream.metrics, gapMs: { ...stream.metrics.gapMs, ...change } } };
}
