import { describe, expect, it } from 'vitest';
import type { BenchPart } from '../../src/base/bench-result.ts';
import type { RunResult } from '../../src/base/result.ts';
import { callFigureWords, callRows, failedCallWords, lanesWords } from '../../src/report/bench-calls.ts';
import { renderGhzJson } from '../../src/report/ghz-json.ts';
import { renderHgrm } from '../../src/report/hgrm.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTable } from '../../src/report/table.ts';
import { benched } from '../support/bench-result.ts';
import { schemaErrors } from '../support/result-schema.ts';

const bench = benched.bench as BenchPart;
const callMs = { ...bench.firstFrameMs, count: 90, p50: 12, p95: 19.5, p95Interval: [18, 20] as const };
const part: BenchPart = {
  ...bench,
  calls: {
    made: 90,
    failed: 2,
    cut: 1,
    statuses: [
      { status: 'OK', calls: 88 },
      { status: 'UNAVAILABLE', calls: 2 },
    ],
    perSecond: 1234.56,
    perLane: { min: 600, median: 617.28, max: 634.56 },
    percentiles: [{ ms: 20, quantile: 1, count: 90 }],
    bars: [{ fromMs: 10, toMs: 20, count: 90 }],
  },
  callMs,
};
const result: RunResult = { ...benched, call: { method: 'shop.Orders/Get', kind: 'unary' }, bench: part };

describe('a bench of calls', () => {
  it('is told in rate, latency and statuses', () => {
    expect(schemaErrors(result)).toEqual([]);
    expect(callRows(part)).toEqual([
      [
        'calls',
        '90 made, 2 of them failed, 1 under way at the end and left out, 1234.6 calls/s (per lane 600 / 617.3 / 634.6)',
      ],
      [
        'latency',
        'min 10.0 ms, p50 12.0 ms, p95 19.5 ms (95 % CI 18.0 ms..20.0 ms, calls taken as independent), max 20.0 ms, mean 15.0 ms +- 7.07 ms, n=90',
      ],
      ['', 'not estimable from 2 streams'],
      ['statuses', '88 OK, 2 UNAVAILABLE'],
    ]);
    expect(callFigureWords(result)).toEqual(['1234.6 calls/s', 'latency p95 19.5 ms']);
  });

  it('is judged from the plan where there was one, and shows both', () => {
    const planned = { ...part, callCorrectedMs: { ...callMs, p95: null, max: 250 } };
    expect(callFigureWords({ bench: planned })).toEqual(['1234.6 calls/s', 'latency max 250.0 ms']);
    expect(callRows(planned).map(([label]) => label)).toEqual(['calls', 'latency', 'from the plan', '', 'statuses']);
  });

  it('says in the verdict how many failed', () => {
    expect(failedCallWords(result)).toEqual(['2 of 90 calls failed']);
    expect(failedCallWords(benched)).toEqual([]);
  });

  it('is no bench of streams', () => {
    expect(callRows(bench)).toEqual([]);
    expect(callFigureWords(benched)).toEqual([]);
    const starts = { kind: 'rate', everyMs: 1, planned: 1, started: 1, late: 0, missed: 0, maxLateMs: null } as const;
    expect([lanesWords(part), lanesWords({ ...part, starts })]).toEqual(['2 lanes', 'calls at planned instants']);
  });

  it('is drawn by its latencies in every report', () => {
    const table = renderTable(result, { colour: false, width: 100 });
    expect(table).toContain('latency of all calls\n  <= 20.0 ms  90  █');
    expect(table).toContain('2 lanes over 2 connections');
    expect(renderMarkdown(result)).toContain('| calls | 90 made');
    expect(renderHgrm(result)).toMatch(/ 20\.000 1\.0+ +90\n#\[Mean/);
    expect(JSON.parse(renderGhzJson(result))).toMatchObject({
      count: 90,
      rps: 1234.56,
      errorDistribution: { UNAVAILABLE: 2 },
      statusCodeDistribution: { OK: 88, UNAVAILABLE: 2 },
    });
  });
});
