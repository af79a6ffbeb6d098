import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../src/cli/program.ts';
import { fixtureFolder } from '../../support/fixture-folder.ts';
import { serving } from '../../support/fixture-run.ts';
import { standardJson } from '../../support/fixture-texts.ts';
import { testIo } from '../../support/io.ts';

const LCOV = 'TN:\nSF:a\nDA:1,1\nDA:2,0\nend_of_record\n';
const FILES = { 'fx/a.json': standardJson(), 'lcov.info': LCOV };

async function coverage(args: readonly string[], env: Record<string, string> = {}) {
  const cwd = fixtureFolder(FILES);
  const io = testIo({ cwd, env });
  const code = await run(['fixtures', 'coverage', ...args], io);
  return { code, out: io.out(), err: io.err(), cwd };
}

describe('fixtures coverage', () => {
  it('judges what the fixtures exercise of a running server', async () => {
    const reset = standardJson((json) => {
      json.name = 'reset';
      json.protobuf.services[0].methods[0].name = 'Reset';
      json.handler.method = 'Reset';
    });
    const address = await serving({ 'a.json': standardJson(), 'b.json': reset });
    const half = await coverage([address, '--dir', 'fx', '--min', '80%', '-o', 'line']);
    expect(half).toMatchObject({ code: 1, err: '' });
    expect(half.out).toContain('1 of 2 methods exercised (50 %), --min is 80: no fixture for demo.v1.Counter/Reset');
    const enough = await coverage([address, '--dir', 'fx', '--min', '50']);
    expect(enough.code).toBe(0);
    expect(enough.out).toContain(`1 of 2 methods of ${address} exercised (50 %)`);
  });

  it('exits 3 for a server that is not there', async () => {
    const { code, out } = await coverage(['127.0.0.1:1', '--dir', 'fx', '--retries', '0', '-o', 'line']);
    expect([code, out]).toEqual([3, 'ERROR: tcp-refused: 127.0.0.1:1 refused the connection\n']);
  });

  it('judges reports of other tools, and writes reports of its own', async () => {
    const good = await coverage(['--report', 'lcov.info', '--min', '50', '--json']);
    expect(good.code).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({ fixtures: { reports: [{ file: 'lcov.info', percent: 50 }] } });
    const junit = join(fixtureFolder({}), 'coverage.xml');
    const bad = await coverage(['--report', 'lcov.info', '--min', '51', '--report', `junit=${junit}`]);
    expect(bad.code).toBe(1);
    expect(bad.out.trimEnd().split('\n').at(-1)).toBe('FAILED: lcov.info: 1 of 2 lines covered (50 %), --min is 51');
    expect(readFileSync(junit, 'utf8')).toContain('<testcase classname="checks.fixture" name="lcov.info"');
    expect((await coverage(['--report', 'gone.info', '-o', 'line'])).code).toBe(2);
  });

  it.each([
    [['--min', '0'], /--min takes a percentage above 0/],
    [['--min', '101'], /--min takes/],
    [['--report', 'lcov.info', '--tag', 'x'], /--tag is about fixtures/],
    [['--dir', 'fx', '--tls', '--plaintext'], /contradict each other/],
    [['--dir', 'none'], /there is no folder/],
  ])('refuses %j', async (args, words) => {
    const { code, out, err } = await coverage(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(words);
  });
});
