import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serveHandlerModule } from '../../../src/cli/commands/serve-handlers.ts';
import { SERVE_HANDLERS } from '../../../src/cli/options/tables.ts';
import { testIo } from '../../support/io.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { RawClient } from '../../support/serve-client.ts';
import { settingsOf } from '../../support/settings.ts';
import { until } from '../../support/until.ts';

const PROTO = 'syntax = "proto3"; package a; message M {} service B { rpc Say(M) returns (M); }';
const MODULE = `const handler = { handleRequest: ({ payload }) => ({ payload }) };
export default { 'a.B': handler };`;

describe('serveHandlerModule', () => {
  it('says where it listens and what it serves, answers, and stops when told to', async () => {
    const cwd = scratchFolder({ 'a.mjs': MODULE, 'b.proto': PROTO });
    const io = testIo({ cwd });
    const said = { handlers: 'a.mjs', proto: [join(cwd, 'b.proto')], port: '0' };
    const served = serveHandlerModule(settingsOf(SERVE_HANDLERS, said), io);
    await until(() => io.out() !== '');
    expect(io.out()).toMatch(/^listening on 127\.0\.0\.1:\d+ \(plaintext\), serving a\.B; Ctrl-C stops\n$/);
    const client = new RawClient(/127\.0\.0\.1:\d+/.exec(io.out())?.[0] ?? '');
    const { messages, status } = await client.unary('/a.B/Say', Buffer.from([1, 2]));
    expect([messages, status.code]).toEqual([[Buffer.from([1, 2])], 0]);
    client.close();
    io.signal('SIGTERM');
    expect(await served).toBe(0);
  });

  it.each([
    [{ handlers: 'a.mjs' }, 'the methods of a.B are not known'],
    [{ handlers: 'b.mjs' }, '--handlers: b.mjs: no such file'],
    [{ handlers: 'a.mjs', cert: 'x' }, '--cert and --key go together'],
    [{}, 'takes --handlers'],
  ])('refuses %j', async (said, words) => {
    const io = testIo({ cwd: scratchFolder({ 'a.mjs': MODULE }) });
    const refused = serveHandlerModule(settingsOf(SERVE_HANDLERS, said), io);
    await expect(refused).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(words) as string });
    expect(io.out()).toBe('');
  });
});
