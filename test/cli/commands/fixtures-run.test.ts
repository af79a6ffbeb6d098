import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/program.ts';
import { fixtureFolder } from '../../support/fixture-folder.ts';
import { serving } from '../../support/fixture-run.ts';
import { standardJson, type Change } from '../../support/fixture-texts.ts';
import { testIo } from '../../support/io.ts';

const FILES = { 'a.json': standardJson() };
const other: Change = (json) => (json.expected_response.stream[0].text = 'uno');

async function fixturesRun(
  args: readonly string[],
  files: Readonly<Record<string, unknown>> = FILES,
  env: Record<string, string> = {},
) {
  const io = testIo({ cwd: fixtureFolder(files), env });
  const code = await run(['fixtures', 'run', '--dir', '.', ...args], io);
  return { code, out: io.out(), err: io.err() };
}

describe('fixtures run', () => {
  it('passes and fails, the verdict last', async () => {
    const address = await serving(FILES);
    const passed = await fixturesRun([address]);
    expect(passed).toMatchObject({ code: 0, err: '' });
    expect(passed.out.trimEnd().split('\n').at(-1)).toBe('PASSED: 1 fixture passed, 0 warned, 0 skipped');
    const failed = await fixturesRun([address], { 'a.json': standardJson(other) });
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('stream[0].text: expected "uno", got "one"');
  });

  it('mutates', async () => {
    const { code, out } = await fixturesRun([await serving(FILES), '--mutate', '-o', 'line']);
    expect(code).toBe(0);
    expect(out).toMatch(/mutants killed\n$/);
  });

  it('writes records as it goes', async () => {
    const { out } = await fixturesRun([await serving(FILES), '-o', 'ndjson']);
    const types = out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect([types[0], types.at(-1)]).toEqual(['start', 'result']);
  });

  it('uses a server of its own without a target, and says so', async () => {
    const { code, out, err } = await fixturesRun([]);
    expect(code).toBe(0);
    expect(err).toContain('no target was given: running against the embedded fixture server');
    expect(out.split('\n')[0]).toMatch(/^fixtures run 127\.0\.0\.1:\d+ \(embedded simulator\), plaintext$/);
  });

  it('starts none where there is nothing to call', async () => {
    const { code, out, err } = await fixturesRun([], { 'a.json': '{' });
    expect(code).toBe(1);
    expect(out).toContain('not JSON');
    expect(out.split('\n')[0]).toBe('fixtures run');
    expect(out).not.toContain('embedded simulator');
    expect(err).toBe('grpc-validate: there is nothing to call, and no server was started\n');
  });

  it('exits 3 without a connection and 2 in a pipeline without a target', async () => {
    expect((await fixturesRun(['127.0.0.1:1', '--retries', '0'])).code).toBe(3);
    const { code, out } = await fixturesRun([], FILES, { CI: '1' });
    expect([code, out]).toEqual([2, '']);
  });
});
