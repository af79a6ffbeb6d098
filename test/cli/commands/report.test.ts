import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/program.ts';
import { renderJson } from '../../../src/report/json.ts';
import { renderJunit } from '../../../src/report/junit.ts';
import { benched } from '../../support/bench-result.ts';
import { testIo } from '../../support/io.ts';
import { failed } from '../../support/result-samples.ts';
import { scratchFile } from '../../support/scratch.ts';

async function told(...args: string[]) {
  const io = testIo();
  const code = await run(['report', ...args], io);
  return { code, out: io.out(), err: io.err() };
}

describe('the report command', () => {
  it('renders a saved result again, with the exit code of its run', async () => {
    const path = scratchFile('failed.json', renderJson(failed));
    const { code, out } = await told(path, '-o', 'line');
    expect(code).toBe(failed.exitCode);
    expect(out).toBe(`${failed.summary.line}\n`);
  });

  it('draws the histogram of a bench', async () => {
    const { out } = await told(scratchFile('bench.json', renderJson(benched)));
    expect(out).toContain('gaps of all streams');
  });

  it('writes other formats, also over the file it read', async () => {
    const path = scratchFile('bench.json', renderJson(benched));
    const { code, out } = await told(path, '-o', 'ndjson', '--report', `junit=${path}`);
    expect(code).toBe(0);
    expect(out).toMatch(/^\{"type":"start".*\n/);
    expect(readFileSync(path, 'utf8')).toBe(renderJunit(benched));
  });

  it.each([
    [[], /missing required argument 'file'/],
    [['/no/such.json'], /cannot read \/no\/such\.json/],
    [['a.json', '--label', 'a=b'], /unknown option '--label'/],
  ])('refuses %j in one line', async (args, words) => {
    const { code, err } = await told(...args);
    expect(code).toBe(2);
    expect(err).toMatch(words);
    expect(err).not.toContain('    at ');
  });
});
