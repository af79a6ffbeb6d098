import { describe, expect, it } from 'vitest';
import type { MergedRun } from '../../src/base/result.ts';
import { verdictLine } from '../../src/report/line.ts';
import { mergedPart, partialMark } from '../../src/report/merged-part.ts';
import { styleOf } from '../../src/report/style.ts';
import { benched } from '../support/bench-result.ts';
import { schemaErrors } from '../support/result-schema.ts';

const style = styleOf({ colour: false, width: 80 });
const run = (index: number | null): MergedRun => ({
  runId: `run ${index}`,
  file: `shard-${index}.json`,
  outcome: 'passed',
  exitCode: 0,
  startedAt: '2026-01-01T00:00:00.000Z',
  streams: 7,
  shard: index === null ? null : { index, of: 2 },
});

describe('mergedPart', () => {
  it('has a line for each run, and none where nothing was merged', () => {
    const result = { ...benched, mergedFrom: [run(0), run(null)] };
    expect(schemaErrors(result)).toEqual([]);
    const lines = mergedPart(result, style).join('\n').split('\n');
    expect(lines[0]).toMatch(/^merged from +share +streams/);
    expect(lines[1]).toMatch(/^shard-0\.json +0\/2 +7 +passed +0 +2026/);
    expect(lines[2]).toMatch(/^shard-null\.json +7 +passed/);
    expect(mergedPart(benched, style)).toEqual([]);
  });
});

describe('partialMark', () => {
  it('marks what is not all of a bench, in the verdict too', () => {
    expect(partialMark([run(1), run(1)])).toBe(' (1 of 2 shares)');
    expect(verdictLine({ ...benched, mergedFrom: [run(1)] })).toMatch(
      /^PASSED \(embedded simulator\) \(1 of 2 shares\): job 12-70788, 1 run merged, 200 frames/,
    );
  });

  it('names the run that failed where nothing in the merged result does', () => {
    const failed = { ...run(0), outcome: 'failed', exitCode: 1 } as const;
    const line = verdictLine({ ...benched, outcome: 'failed', mergedFrom: [failed, run(1)] });
    expect(line).toMatch(/^FAILED .*: shard-0\.json failed by itself, as the notes tell/);
  });

  it.each([[undefined], [[run(null)]], [[run(0), run(1)]]])('marks nothing else: %#', (runs) => {
    expect(partialMark(runs)).toBe('');
  });
});
