import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { renderGhzJson } from '../../src/report/ghz-json.ts';
import { benched } from '../support/bench-result.ts';
import { errored } from '../support/result-samples.ts';

describe('renderGhzJson', () => {
  it('has the summary fields of ghz, times in ns', () => {
    expect(JSON.parse(renderGhzJson(benched))).toMatchObject({
      date: benched.startedAt,
      count: 199,
      average: 49_950_000,
      fastest: 45_100_000,
      slowest: 61_200_000,
      rps: 20.02,
      statusCodeDistribution: { 'on purpose': 1, UNAVAILABLE: 1 },
      latencyDistribution: [
        { percentage: 50, latency: 50_010_000 },
        { percentage: 90, latency: 51_600_000 },
        { percentage: 95, latency: 52_100_000 },
      ],
      histogram: [
        { mark: 0.05, count: 190, frequency: 190 / 199 },
        { mark: 0.055, count: 0, frequency: 0 },
        { mark: 0.0612, count: 9, frequency: 9 / 199 },
      ],
    });
  });

  it('counts no stream that was ended on purpose among the errors', () => {
    expect(JSON.parse(renderGhzJson(benched))).toMatchObject({ errorDistribution: { UNAVAILABLE: 1 } });
  });

  it('says as ghz does why the run ended', () => {
    const reason = (result: RunResult): unknown => JSON.parse(renderGhzJson(result));
    expect(reason(benched)).toMatchObject({ endReason: 'normal' });
    expect(reason({ ...benched, outcome: 'interrupted' })).toMatchObject({ endReason: 'cancel' });
    expect(reason({ ...benched, outcome: 'broken', endReason: 'deadline' })).toMatchObject({ endReason: 'timeout' });
  });

  it('is null where nothing was measured', () => {
    expect(JSON.parse(renderGhzJson(errored))).toMatchObject({ count: 0, average: null, rps: null, histogram: [] });
  });
});
