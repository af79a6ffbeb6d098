import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadHandlerModule } from '../../../src/cli/commands/handler-module.ts';
import { scratchFolder } from '../../support/scratch.ts';

const ECHO = 'const handler = { handleRequest: ({ payload }) => ({ payload, metadata: {} }) };\n';

describe('loadHandlerModule', () => {
  it.each([
    ['a.mjs', `${ECHO}export default [{ service: 'a.B', handler, proto: 'sub/b.proto' }];`],
    ['b.mjs', `${ECHO}export const handlers = { 'a.B': { handler, proto: ['sub/b.proto'] } };`],
    ['c.cjs', `${ECHO}module.exports = { 'a.B': { handler, proto: 'sub/b.proto' } };`],
    ['d.mjs', `${ECHO}export const handlers = [{ service: 'a.B', handler, proto: 'sub/b.proto' }]; export default 7;`],
  ])('loads %s, its .proto beside it', async (name, text) => {
    const folder = scratchFolder({ [name]: text });
    const [entry, ...others] = await loadHandlerModule(name, folder);
    expect(entry).toMatchObject({ service: 'a.B', proto: [join(folder, 'sub/b.proto')] });
    expect(others).toEqual([]);
  });

  it('leaves the URL of a .proto as it is', async () => {
    const folder = scratchFolder({
      'a.mjs': `${ECHO}export default { 'a.B': { handler, proto: new URL('b.proto', import.meta.url) } };`,
    });
    const [entry] = await loadHandlerModule('a.mjs', folder);
    expect(entry?.proto).toEqual([pathToFileURL(join(folder, 'b.proto'))]);
  });

  it.each<[string, string, RegExp]>([
    ['a syntax error', '\nconst a = ;', /^a\.mjs: cannot be loaded: /],
    ['an error', "throw new Error('not\\ntoday');", /^a\.mjs: cannot be loaded: not$/],
    ['a package that is not there', "import 'no-such-package';", /cannot be loaded: .*no-such-package/],
    ['nothing', '', /^a\.mjs exports no handlers$/],
    ['another export', 'export const handler = {};', /exports no handlers/],
    ['no list', 'export default 7;', /^a\.mjs: handlers are a list or an object, not a number/],
    ['an entry without a handler', "export default [{ service: 'a.B' }];", /^a\.mjs: the entry of a\.B has no handler/],
  ])('refuses a module with %s', async (_, text, words) => {
    const folder = scratchFolder({ 'a.mjs': text });
    await expect(loadHandlerModule('a.mjs', folder)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(words) as string,
    });
  });

  it('refuses what is no file', async () => {
    const folder = scratchFolder({ 'sub/a.txt': '' });
    await expect(loadHandlerModule('no.mjs', folder)).rejects.toThrow('no.mjs: no such file');
    await expect(loadHandlerModule('sub', folder)).rejects.toThrow('sub is a folder');
  });
});
