import { describe, expect, it } from 'vitest';
import type { BenchPart } from '../../src/base/bench-result.ts';
import type { RunResult } from '../../src/base/result.ts';
import { benchTables } from '../../src/report/bench-tables.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { benched } from '../support/bench-result.ts';
import { repeated, repeatedResult } from '../support/repeats.ts';
import { passed } from '../support/result-samples.ts';

const repeats = [...repeated('fps', [100, null]), ...repeated('fps', [50], { outcome: 'failed', exitCode: 1 })];
const result = repeatedResult(repeats.map((repeat, n) => ({ ...repeat, n: n + 1 })));

describe('benchTables', () => {
  it('has the connections and the repeats where there are several', () => {
    const [runs, connections, ...others] = benchTables(result);
    expect(runs?.rows[0]).toEqual([
      '1',
      'passed',
      '200',
      '100 fps',
      '5 MB/s',
      '10.0 ms',
      '20.0 ms',
      '30.0 ms',
      '15.0 ms',
    ]);
    expect(runs?.rows[1]?.[3]).toBe('n/a');
    expect(connections?.rows[1]).toEqual(['1', '1', '12.5 ms', '', '2.00 ms', '', '10.5 ms']);
    expect(others).toEqual([]);
    for (const { heads, rows } of [runs, connections].flatMap((table) => table ?? [])) {
      expect(rows.map((row) => row.length)).toEqual(rows.map(() => heads.length));
    }
  });

  it('has nothing of one connection, or of another command', () => {
    const bench = benched.bench as BenchPart;
    expect(benchTables({ ...benched, bench: { ...bench, connections: bench.connections.slice(1) } })).toEqual([]);
    expect(benchTables(passed)).toEqual([]);
  });

  it('has the runs of a merge, and says how much it left out', () => {
    const run = { file: 'a.json', outcome: 'passed', exitCode: 0, startedAt: '', streams: 1, shard: null } as const;
    const mergedFrom = Array.from({ length: 53 }, (_, n) => ({ ...run, runId: String(n) }));
    const table = benchTables({ ...passed, mergedFrom })[0];
    expect(table?.heads[0]).toBe('merged from');
    expect(table?.rows).toHaveLength(51);
    expect(table?.rows.at(-1)?.[0]).toBe('3 more');
  });
});

describe('a bench in the reports', () => {
  it('has its measures, connections and repeats in Markdown, and other commands do not', () => {
    const page = renderMarkdown(result);
    expect(page).toMatch(/\| load \| 2 streams over 2 connections \|/);
    expect(page).toMatch(/\| first frames \| min 10\.0 ms, max 20\.0 ms, n=2 \|/);
    expect(page).toMatch(/\| 3 \| failed \| 200 \| 50 fps \|/);
    expect(page).toMatch(/\| 0 \| 1 \| 1\.50 ms \|/);
    expect(renderMarkdown(passed)).not.toContain('connecting');
  });

  it('has its measures as properties in JUnit, and a case a repeat', () => {
    const failed: RunResult = { ...result, outcome: 'failed', exitCode: 1 };
    const xml = renderJunit(failed);
    expect(xml).toContain('<property name="bench.first frames" value="min 10.0 ms, max 20.0 ms, n=2"/>');
    expect(xml).toMatch(/<property name="bench\.rate" value="20\.02 fps/);
    expect(xml).toMatch(/classname="repeats" name="repeat 1" time="1\.000"\/>/);
    expect(xml).toMatch(/name="repeat 3"[^>]*>\s*<failure message="failed after 200 frames, exit code 1"/);
    expect(renderJunit(passed)).not.toContain('bench.');
  });

  it('is not red by a repeat that the success rate allows for', () => {
    expect(renderJunit(result)).toMatch(/failures="0"/);
    expect(renderJunit(result)).toMatch(/name="repeat 3"[^>]*>\s*<system-out>failed .*, allowed by the success rate/);
  });
});
