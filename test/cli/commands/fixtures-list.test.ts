import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/program.ts';
import { fixtureFolder } from '../../support/fixture-folder.ts';
import { standardJson } from '../../support/fixture-texts.ts';
import { testIo } from '../../support/io.ts';

async function list(...args: string[]) {
  const io = testIo({ cwd: fixtureFolder({ 'a.json': standardJson(), 'b.json': '{' }) });
  return { code: await run(['fixtures', 'list', '--dir', '.', ...args], io), out: io.out() };
}

describe('fixtures list', () => {
  it('lists what is there, also what cannot be read', async () => {
    const { code, out } = await list();
    expect(code).toBe(0);
    expect(out).toContain('count\n  a.json, bidi-stream');
    expect(out).toContain('b.json\n  b.json, cannot be run, has errors');
    expect(out).toMatch(/\n2 fixtures\n$/);
  });

  it('gives machines the same', async () => {
    const { out } = await list('--json', '--tag', 'counting');
    expect(JSON.parse(out)).toMatchObject({
      dir: '.',
      files: 2,
      fixtures: [{ name: 'count', method: 'demo.v1.Counter/Count', skip: false, skipReason: null }],
    });
  });
});
