import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/program.ts';
import { fixtureFolder } from '../../support/fixture-folder.ts';
import { standardJson } from '../../support/fixture-texts.ts';
import { testIo } from '../../support/io.ts';

async function validate(files: Readonly<Record<string, unknown>>, ...args: string[]) {
  const io = testIo({ cwd: fixtureFolder(files) });
  const code = await run(['fixtures', 'validate', '--dir', '.', ...args], io);
  return { code, out: io.out(), err: io.err() };
}

describe('fixtures validate', () => {
  it('passes a folder of sound files', async () => {
    const { code, out } = await validate({ 'a.json': standardJson() });
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toBe('fixtures validate');
    expect(out).toContain('fixtures  ., 1 file');
    expect(out.trimEnd().split('\n').at(-1)).toBe('PASSED: 1 fixture passed, 0 warned, 0 skipped');
  });

  it('exits 1 for errors, and for warnings when it is strict', async () => {
    expect((await validate({ 'a.json': '{"name": ' })).code).toBe(1);
    const warned = { 'a.json': standardJson((json) => (json.extra = 1)) };
    expect((await validate(warned)).code).toBe(0);
    expect((await validate(warned, '--strict')).code).toBe(1);
  });

  it('writes reports, one case a fixture', async () => {
    const { out } = await validate({ 'a.json': standardJson((json) => (json.extra = 1)) }, '--json');
    expect(JSON.parse(out)).toMatchObject({
      command: 'fixtures validate',
      checks: [{ rule: 'count', status: 'warned' }],
    });
  });

  it.each([
    [['--name', 'x'], /--name x fits no fixture/],
    [['--kind', 'x'], /--kind takes one of unary/],
    [['--label', 'x'], /--label takes key=value/],
  ])('refuses %j with exit code 2', async (args, words) => {
    const { code, out, err } = await validate({ 'a.json': standardJson() }, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(words);
  });

  it('refuses an empty folder with exit code 2', async () => {
    expect(await validate({ 'readme.md': '' })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/there is no fixture in/) as string,
    });
  });
});
