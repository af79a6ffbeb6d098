import { describe, expect, it } from 'vitest';
import { deliver } from '../../src/cli/deliver.ts';
import { ReportFiles } from '../../src/cli/report-files.ts';
import { failed, interrupted, passed } from '../support/result-samples.ts';
import { testIo } from '../support/io.ts';

const none = await ReportFiles.open([]);
const refusing = (code: string) => testIo({ refuse: Object.assign(new Error(code), { code }) });

describe('deliver', () => {
  it.each([
    ['table', /PASSED/],
    ['line', /^PASSED[^\n]*\n$/],
    ['json', /^\{\n {2}"schemaVersion": 1/],
    ['ndjson', /\{"type":"result"/],
  ] as const)('prints the %s and gives the exit code', async (format, words) => {
    const io = testIo();
    expect(await deliver(passed, format, none, io)).toBe(0);
    expect(io.out()).toMatch(words);
    expect(io.err()).toBe('');
    expect(await deliver(failed, format, none, testIo())).toBe(1);
  });

  it('lets the verdict reach stderr when stdout cannot be written', async () => {
    const io = refusing('ENOSPC');
    expect(await deliver(passed, 'json', none, io)).toBe(2);
    expect(io.err()).toMatch(/cannot write the result to stdout: ENOSPC\n.*PASSED/);
  });

  it('says nothing of a reader that has seen enough', async () => {
    const io = refusing('EPIPE');
    expect(await deliver(failed, 'table', none, io)).toBe(1);
    expect(io.err()).toBe('');
  });

  it('lets a graver exit code stand', async () => {
    expect(await deliver(interrupted, 'line', none, refusing('ENOSPC'))).toBe(130);
  });
});
