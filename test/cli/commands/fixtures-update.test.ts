import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/program.ts';
import { fixtureFolder } from '../../support/fixture-folder.ts';
import { serving } from '../../support/fixture-run.ts';
import { standardJson, type Change } from '../../support/fixture-texts.ts';
import { testIo } from '../../support/io.ts';

/** Two fixtures whose answers end otherwise than the server's. */
const named = (name: string, word: string): Change => {
  return (json) => {
    json.name = name;
    json.request.stream[0].number = name.charCodeAt(0);
    json.expected_response.stream[1].text = word;
  };
};
const FILES = { 'a.json': standardJson(named('a', 'two')), 'b.json': standardJson(named('b', 'two')) };
const SERVED = { 'a.json': standardJson(named('a', 'zwei')), 'b.json': standardJson(named('b', 'due')) };

/** `answers`: what is typed, one after each question; `meanwhile` happens before. */
async function update(
  args: readonly string[],
  answers: readonly string[] = [],
  { tty = true, meanwhile = () => {} }: { tty?: boolean; meanwhile?: (dir: string) => void } = {},
) {
  const dir = fixtureFolder(FILES);
  const keyboard = Object.assign(new PassThrough(), { isTTY: tty });
  const left = [...answers];
  const page = testIo({ cwd: dir, tty });
  const stderr = {
    ...page.stderr,
    write: async (text: string) => {
      await page.stderr.write(text);
      if (!text.endsWith('quit: ')) return;
      meanwhile(dir);
      setImmediate(() => keyboard.write(`${left.shift() ?? 'q'}\n`));
    },
  };
  const io = { ...page, stderr, stdin: () => keyboard };
  const code = await run(['fixtures', 'run', '--dir', '.', '--update', '--no-progress', ...args], io);
  const word = (file: string) => /"(two|zwei|due)"/.exec(readFileSync(join(dir, file), 'utf8'))?.[1];
  return { code, out: page.out(), err: page.err(), words: [word('a.json'), word('b.json')], dir };
}

describe('fixtures run --update', () => {
  it('shows what would change and asks for each file', async () => {
    const address = await serving(SERVED);
    const { code, out, err, words } = await update([address], ['n', 'yes']);
    expect(words).toEqual(['two', 'due']);
    expect(out).toContain('--- a.json\n+++ a.json\n@@');
    expect(out).toMatch(/^- +"text": "two"\n\+ +"text": "zwei"$/m);
    expect(err).toBe('write a.json? yes, no, all, quit: write b.json? yes, no, all, quit: ');
    expect(code).toBe(1);
  });

  it('writes all at once when told to, and passes with a warning', async () => {
    const address = await serving(SERVED);
    for (const [args, answers] of [
      [['--yes'], []],
      [[], ['what?', 'all']],
    ] as const) {
      const { code, words, out } = await update([address, ...args], answers);
      expect(words).toEqual(['zwei', 'due']);
      expect(code).toBe(0);
      expect(out).toContain('updated: its file expects now what came');
      expect(out).toContain('PASSED: 0 fixtures passed, 2 warned, 0 skipped');
    }
  });

  it('writes nothing any more once it is told to quit', async () => {
    const { code, words } = await update([await serving(SERVED)], ['q']);
    expect([code, ...words]).toEqual([1, 'two', 'two']);
  });

  it('says why a fixture is left as it is', async () => {
    const asked = standardJson((json) => (json.request.stream[0].number = 1));
    const { code, err } = await update([await serving({ 'c.json': asked })]);
    expect(code).toBe(1);
    expect(err).toContain('a.json is left as it is: the server was asked something it has no fixture for');
  });

  it('overwrites nothing that was changed while it asked', async () => {
    const meanwhile = (dir: string) => writeFileSync(join(dir, 'a.json'), '{"text": "two"}');
    const { code, err, words } = await update([await serving(SERVED)], ['y'], { meanwhile });
    expect([code, err]).toEqual([2, expect.stringContaining('a.json has changed meanwhile')]);
    expect(words[0]).toBe('two');
  });

  it('tells a file that cannot be written', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may write everything');
    const address = await serving(SERVED);
    const dir = fixtureFolder(FILES);
    chmodSync(join(dir, 'a.json'), 0o444);
    const io = testIo({ cwd: dir });
    expect(await run(['fixtures', 'run', '--dir', '.', '--update', '--yes', address], io)).toBe(2);
    expect(io.err()).toContain('cannot write');
  });

  it.each([
    [['das:1', '--json'], '--update and --json contradict'],
    [['das:1', '-o', 'line'], '--update and --output line contradict'],
    [['das:1', '--repeat', '2'], '--update and --repeat 2 contradict'],
    [['das:1', '--mutate'], '--update and --mutate contradict'],
    [['das:1', '--known-failing', 'x'], '--update and --known-failing contradict'],
    [['das:1', '--target', 'other:1'], '--update takes one server'],
    [[], '--update takes a server'],
    [['--embedded'], '--update and --embedded contradict'],
  ])('refuses %j', async (args, words) => {
    const { code, err } = await update(args);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  });

  it('refuses to ask where nobody is, and --yes where nothing is written', async () => {
    const { code, err } = await update(['das:1'], [], { tty: false });
    expect([code, err]).toEqual([2, expect.stringContaining('there is no terminal to ask on')]);
    const io = testIo({ cwd: fixtureFolder(FILES) });
    expect(await run(['fixtures', 'run', 'das:1', '--dir', '.', '--yes'], io)).toBe(2);
    expect(io.err()).toContain('--yes is for --update');
  });
});
