import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/program.ts';
import { renderJson } from '../../../src/report/json.ts';
import { testIo } from '../../support/io.ts';
import { expectValid } from '../../support/schema.ts';
import { scratchFile, scratchFolder } from '../../support/scratch.ts';
import { scripted, shardResult } from '../../support/shards.ts';

const START = Date.UTC(2026, 0, 1);
const FILES = Object.fromEntries(
  [0, 1].map((index) => [
    'ab'.charAt(index),
    renderJson(shardResult([scripted(index, START)], index, {}, { shard: { index, of: 2 } })),
  ]),
);

/** Runs the command with the files `a` and `b` in the place of these names. */
async function told(...args: string[]) {
  const io = testIo();
  const folder = scratchFolder(FILES);
  const named = args.map((arg) => (arg in FILES ? join(folder, arg) : arg));
  const code = await run(['report', 'merge', ...named], io);
  return { code, out: io.out(), err: io.err() };
}

describe('the report merge command', () => {
  it('prints the report of all runs together, and writes others, also over a file it read', async () => {
    const copy = scratchFile('b.json', FILES['b'] ?? '');
    const { code, out } = await told('a', copy, '--report', `json=${copy}`);
    expect(code).toBe(0);
    expect(out).toMatch(/\nmerged from +share/);
    expect(out).toMatch(/\nPASSED \(embedded simulator\): job 12-70788, 2 runs merged, 802 frames.*\n$/);
    const written: unknown = JSON.parse(readFileSync(copy, 'utf8'));
    expectValid(written);
    expect(written).toMatchObject({ frames: { received: 802 } });
    expect((await told(copy, '-o', 'ndjson')).out).toMatch(/^\{"type":"start"/);
  });

  it('judges by the limits given, in place of those of the same metrics alone', async () => {
    const missed = await told('a', 'b', '--slo', 'first-frame<1ms', '-o', 'line');
    expect(missed.code).toBe(1);
    expect(missed.out).toMatch(/^FAILED .*threshold first-frame<1ms: 40\.0 ms/);
    const slo = async (...args: string[]): Promise<unknown> =>
      (JSON.parse((await told('a', 'b', '--json', ...args)).out) as { slo: { metric: string }[] }).slo.map(
        ({ metric }) => metric,
      );
    expect(await slo('--slo', 'fps>1')).toEqual(['first-frame', 'gap-p99', 'fps']);
    expect(await slo('--slo', 'none,fps>1')).toEqual(['fps']);
    expect(await slo()).toEqual(['first-frame', 'gap-p99']);
  });

  it('goes without a share only when told to, and the verdict says so', async () => {
    const { code, out } = await told('a', '--partial', '-o', 'line');
    expect(code).toBe(0);
    expect(out).toContain('(1 of 2 shares)');
  });

  it.each([
    [[], /missing required argument 'files'/],
    [['a'], /1 share of 2 is missing: 1 \(merge every share once, or say --partial/],
    [['a', 'a'], /was named twice/],
    [['a', 'b', '--slo', 'fsp>1'], /--slo: unknown metric "fsp"/],
    [['a', '/no/such.json'], /cannot read \/no\/such\.json/],
    [['a', 'b', '--label', 'a=b'], /unknown option '--label'/],
  ])('refuses %j in one line', async (args, words) => {
    const { code, out, err } = await told(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(words);
    expect(err.trimEnd()).not.toContain('\n');
  });
});
