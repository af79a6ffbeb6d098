import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ReportFiles } from '../../src/cli/report-files.ts';
import { passed } from '../support/result-samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));

describe('ReportFiles', () => {
  it('empties an older report at once, so that it cannot pass for one of this run', async () => {
    const path = join(folder, 'r.json');
    writeFileSync(path, 'x'.repeat(100_000));
    const files = await ReportFiles.open([`json=${path}`]);
    expect(readFileSync(path, 'utf8')).toHaveLength(0);
    expect(await files.write(passed)).toEqual([]);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ outcome: 'passed' });
  });

  it.each([
    ['json', /--report takes FORMAT=FILE/],
    ['jsn=r.json', /jsn/],
    ['json=-', /writes files/],
    [`json=${folder}/no/such/folder/r.json`, /--report cannot write/],
  ])('refuses %s before anything is dialled', async (report, words) => {
    await expect(ReportFiles.open([report])).rejects.toThrow(words);
  });

  it('writes the document that is to be kept beside the reports, and names its option', async () => {
    const [saved, junit] = [join(folder, 'kept.json'), join(folder, 'kept.xml')];
    const files = await ReportFiles.open([`junit=${junit}`], saved);
    expect(await files.write(passed)).toEqual([]);
    expect(JSON.parse(readFileSync(saved, 'utf8'))).toMatchObject({ outcome: 'passed' });
    expect(readFileSync(junit, 'utf8')).toContain('<testsuites');
    await expect(ReportFiles.open([], join(folder, 'no/such/r.json'))).rejects.toThrow(/--save cannot write/);
    await expect(ReportFiles.open([`json=${saved}`], saved)).rejects.toThrow(/two reports/);
  });

  it('leaves an older report alone when another path is wrong', async () => {
    const path = join(folder, 'kept.json');
    writeFileSync(path, 'old');
    await expect(ReportFiles.open([`json=${path}`, `junit=${folder}/no/such/r.xml`])).rejects.toThrow(/r\.xml/);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it('refuses two reports in one file, under whatever names, but not in one device', async () => {
    const path = join(folder, 'one.json');
    symlinkSync(path, join(folder, 'link.xml'));
    await expect(ReportFiles.open([`json=${path}`, `junit=${folder}/link.xml`])).rejects.toThrow(/two reports/);
    await expect(ReportFiles.open(['json=/dev/null', 'junit=/dev/null'])).resolves.toBeDefined();
  });

  it('tells of a disk that is full', async () => {
    const files = await ReportFiles.open(['json=/dev/full']);
    expect((await files.write(passed)).join()).toMatch(/cannot write the json report to \/dev\/full: ENOSPC/);
  });
});
