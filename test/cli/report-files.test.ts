import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ReportFiles } from '../../src/cli/report-files.ts';
import { passed } from '../support/result-samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));

describe('ReportFiles', () => {
  it('leaves an older report standing until the new one replaces all of it', async () => {
    const path = join(folder, 'r.json');
    writeFileSync(path, 'x'.repeat(100_000));
    const files = await ReportFiles.open([`json=${path}`]);
    expect(readFileSync(path, 'utf8')).toHaveLength(100_000);
    expect(await files.write(passed)).toEqual([]);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ outcome: 'passed' });
  });

  it.each([
    ['json', /--report takes FORMAT=FILE/],
    ['jsn=r.json', /jsn/],
    [`json=${folder}/no/such/folder/r.json`, /--report cannot write/],
  ])('refuses %s before anything is dialled', async (report, words) => {
    await expect(ReportFiles.open([report])).rejects.toThrow(words);
  });

  it('tells of a disk that is full', async () => {
    const files = await ReportFiles.open(['json=/dev/full']);
    expect((await files.write(passed)).join()).toMatch(/cannot write the json report to \/dev\/full: ENOSPC/);
  });
});
