import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/base/result.ts';
import { renderJson } from '../../../src/report/json.ts';
import { mergeFiles } from '../../../src/run/merge/files.ts';
import { benched } from '../../support/bench-result.ts';
import { expectValid } from '../../support/schema.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { scripted, shardResult } from '../../support/shards.ts';

const START = Date.UTC(2026, 0, 1);
const shard = (index: number, of = 2): RunResult =>
  shardResult([scripted(index, START)], index, {}, { shard: { index, of } });
const FILES = {
  'a.json': renderJson(shard(0)),
  'b.json': renderJson(shard(1)),
  'copy.json': renderJson(shard(1)),
  'failed.json': renderJson({ ...shard(1), runId: 'f', outcome: 'broken', exitCode: 4 }),
  'cut.json': renderJson({ ...shard(1), streams: benched.streams }),
  'later.json': renderJson(shardResult([scripted(1, START + 600_000)], 1, {}, { shard: { index: 1, of: 2 } })),
  'other.json': renderJson({ ...shard(1), tool: { name: 'grpc-validate', version: '9.9.9' } }),
};

/** A folder of these files and a link to one of them. */
function filled(): string {
  const folder = scratchFolder(FILES);
  symlinkSync(join(folder, 'a.json'), join(folder, 'link.json'));
  return folder;
}

function merged(names: readonly string[], folder: string = filled()): RunResult {
  const files = names.map((name) => join(folder, name)) as [string, ...string[]];
  const result = mergeFiles({ files, partial: false, judgedAnew: false, slos: (own) => own, version: '1.0.0' });
  expectValid(result);
  return result;
}

describe('mergeFiles', () => {
  it('merges all shares of a bench and names the runs', () => {
    const folder = filled();
    const result = merged(['b.json', 'a.json'], folder);
    expect(result.mergedFrom?.map(({ file, runId, shard: share }) => [file, runId, share?.index])).toEqual([
      [join(folder, 'b.json'), 'run-1', 1],
      [join(folder, 'a.json'), 'run-0', 0],
    ]);
    expect(result.summary.line).toMatch(/^PASSED \(embedded simulator\): job 12-70788, 2 runs merged, 802 frames/);
  });

  it('notes what did not pass, and what is not alike', () => {
    expect(merged(['a.json', 'failed.json']).notes.join()).toMatch(/failed\.json: PASSED/);
    expect(merged(['a.json', 'b.json']).notes).toContain('each process had an embedded simulator of its own');
    expect(merged(['a.json', 'b.json']).notes.join()).not.toMatch(/at the same time/);
    expect(merged(['a.json', 'later.json']).notes.join()).toMatch(/never all under way at the same time/);
    expect(merged(['a.json', 'other.json']).notes.join()).toMatch(/different versions of the tool: 0\.1\.0, 9\.9\.9/);
  });

  it.each([
    [['a.json', 'a.json'], /a\.json was named twice/],
    [['a.json', 'link.json'], /a\.json and .*link\.json tell of the same run/],
    [['a.json', 'b.json', 'copy.json'], /b\.json and .*copy\.json tell of the same run/],
    [['a.json', 'cut.json'], /cut\.json was written by a version that kept too little/],
    [['a.json', 'none.json'], /cannot read .*none\.json/],
    [['a.json'], /1 share of 2 is missing: 1/],
  ])('refuses %j', (names, words) => {
    expect(() => merged(names)).toThrow(words);
  });

  it('counts no run twice that was merged before', () => {
    const folder = filled();
    writeFileSync(join(folder, 'merged.json'), renderJson(merged(['a.json', 'b.json'], folder)));
    expect(merged(['merged.json'], folder).metrics?.gapMs.count).toBe(800);
    expect(() => merged(['merged.json', 'b.json'], folder)).toThrow(/merged\.json and .*b\.json tell of the same run/);
  });
});
