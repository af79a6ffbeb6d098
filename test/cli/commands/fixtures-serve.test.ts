import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/program.ts';
import { fixtureFolder } from '../../support/fixture-folder.ts';
import { standardJson } from '../../support/fixture-texts.ts';
import { testIo } from '../../support/io.ts';

describe('fixtures serve', () => {
  it.each([
    ['fixtures', 'serve'],
    ['serve', 'fixtures'],
  ])('%s %s says where it listens and what it serves, until it is stopped', async (...words) => {
    const io = testIo({ cwd: fixtureFolder({ 'a.json': standardJson(), 'b.json': '{' }) });
    const done = run([...words, '--dir', '.', '--port', '0', '--lenient'], io);
    await expect
      .poll(() => io.out())
      .toMatch(/^listening on 127\.0\.0\.1:\d+ \(plaintext\), serving 1 fixture, 1 method, lenient; Ctrl-C stops\n$/);
    expect(io.err()).toBe('grpc-validate: 1 file cannot be served (b.json); see fixtures validate\n');
    io.signal('SIGINT');
    expect(await done).toBe(0);
  });

  it.each([
    [['--dir', '/no/such'], /there is no folder/],
    [['--cert', '/no/such'], /--cert and --key go together/],
    [['--name', 'nobody'], /--name nobody fits no fixture/],
    [['--host', '192.0.2.1', '--port', '0'], /cannot listen on/],
  ])('refuses %j', async (args, words) => {
    const io = testIo({ cwd: fixtureFolder({ 'a.json': standardJson() }) });
    expect(await run(['fixtures', 'serve', '--dir', '.', ...args], io)).toBe(2);
    expect(io.err()).toMatch(words);
  });
});
