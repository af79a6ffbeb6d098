import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/base/result.ts';
import type { Slo } from '../../../src/measure/slo.ts';
import { parseSlos } from '../../../src/measure/slo.ts';
import { repeatBench } from '../../../src/run/bench/repeats.ts';
import type { Host, Snapshot } from '../../../src/run/host.ts';
import { testHost } from '../../support/plan.ts';
import { expectValid } from '../../support/schema.ts';
import { scripted, shardResult } from '../../support/shards.ts';

const summary = { passed: 1, warned: 0, failed: 0, skipped: 0 };
const good = shardResult([scripted(1, 5000)], 0, {
  outcome: 'passed',
  exitCode: 0,
  endReason: 'completed',
  summary: { ...summary, line: 'PASSED' },
});
const broken: RunResult = {
  ...good,
  outcome: 'broken',
  exitCode: 4,
  endReason: 'broken',
  failure: { code: 'stream-broken', message: 'the peer went away', hint: null },
  summary: { ...summary, line: 'BROKEN: the peer went away' },
};
const interrupted: RunResult = { ...good, outcome: 'interrupted', exitCode: 130, endReason: 'interrupted' };
const buggy: RunResult = { ...broken, outcome: 'errored', exitCode: 70 };

const rate = (text: string): Slo[] => parseSlos(['none', text], { command: 'bench' });

async function repeat(results: readonly RunResult[], text: string, host: Host = testHost()): Promise<RunResult> {
  const left = [...results];
  const repeats = { count: results.length, slos: rate(text) };
  const result = await repeatBench(repeats, host, () => Promise.resolve(left.shift() as RunResult));
  expectValid(result);
  return result;
}

describe('repeatBench', () => {
  it('pools runs that all passed, with the numbers of each', async () => {
    const result = await repeat([good, good, good], 'success-rate>=100%');
    expect(result).toMatchObject({ outcome: 'passed', exitCode: 0, frames: { received: 3 * 401 } });
    expect(result.bench).toMatchObject({ streams: 3, successRate: 1 });
    expect(result.bench?.repeats?.map(({ n, outcome, frames }) => [n, outcome, frames])).toEqual([
      [1, 'passed', 401],
      [2, 'passed', 401],
      [3, 'passed', 401],
    ]);
    expect(result.slo.at(-1)).toMatchObject({ metric: 'success-rate', actual: 1, status: 'passed' });
    expect(result.summary.line).toMatch(/^PASSED.*, 3 of 3 repeats passed$/);
  });

  it('goes on after a run that broke, and ends as that one did', async () => {
    const result = await repeat([good, broken, good, good], 'success-rate>=100%');
    expect(result).toMatchObject({ outcome: 'broken', exitCode: 4, bench: { successRate: 0.75 } });
    expect(result.slo.at(-1)).toMatchObject({ status: 'failed', actual: 0.75 });
    expect(result.notes).toContain('repeat 2 of 4: BROKEN: the peer went away');
  });

  it('passes where the user allows for runs that do not, and tells of them', async () => {
    const [check] = good.checks;
    const missed: RunResult = {
      ...broken,
      checks: check ? [{ ...check, status: 'failed', violations: 1 }] : [],
      streams: good.streams.map((stream) => ({
        ...stream,
        checks: stream.checks.map((each) => ({ ...each, status: 'failed', violations: 1 })),
      })),
    };
    const result = await repeat([good, missed, good], 'success-rate>60%');
    expect(result).toMatchObject({ outcome: 'passed', exitCode: 0, failure: null });
    expect(result.checks.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(result.checks[0]).toMatchObject({ status: 'warned', violations: expect.any(Number) as number });
    expect(result.checks[0]?.reason).toBe('missed in some of the repeats, which success-rate>60% allows');
    expect(result.summary.line).toContain('2 of 3 repeats passed');
    expect(await repeat([good, missed, good], 'success-rate>70%')).toMatchObject({ outcome: 'broken', exitCode: 4 });
  });

  it('allows neither for a bug of ours nor for a series of which nothing passed', async () => {
    expect(await repeat([good, buggy], 'success-rate>=0%')).toMatchObject({ exitCode: 70 });
    expect(await repeat([broken, broken], 'success-rate>=0%')).toMatchObject({ outcome: 'broken', exitCode: 4 });
  });

  it('ends with an interruption, which counts for nothing', async () => {
    const result = await repeat([good, interrupted, good], 'success-rate>=100%');
    expect(result).toMatchObject({ outcome: 'interrupted', exitCode: 130, bench: { successRate: 1 } });
    expect(result.bench?.repeats).toHaveLength(2);
    expect(result.summary.line).toMatch(/^INTERRUPTED .*, 1 of 1 repeat passed/);
    const first = await repeat([interrupted, good], 'success-rate>=100%');
    expect(first.bench?.successRate).toBeNull();
    expect(first.summary.line).toMatch(/, in the first repeat$/);
  });

  it('tells of the progress of the run it is in', async () => {
    const seen: Snapshot[] = [];
    const host = testHost({ onStart: (peek) => seen.push(peek()) });
    const now: Snapshot = { frames: 1, fps: null, lastGapMs: null, errors: 0, warnings: 0 };
    await repeatBench({ count: 2, slos: [] }, host, ({ onStart }) => {
      onStart?.(() => now);
      return Promise.resolve(good);
    });
    expect(seen.map(({ frames, repeat: which }) => [frames, which])).toEqual([
      [1, { n: 1, of: 2 }],
      [0, { n: 2, of: 2 }],
      [1, { n: 2, of: 2 }],
    ]);
  });
});
