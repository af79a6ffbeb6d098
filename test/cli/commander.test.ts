import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addOptions, collectFlags } from '../../src/cli/commander.ts';
import { count, flag, onByDefault, size, text, texts, time } from '../../src/cli/kinds.ts';
import type { OptionTable } from '../../src/cli/option.ts';

interface Values {
  maxFrames: number | null;
  job: string | null;
  slo: readonly string[];
  quiet: boolean;
  progress: boolean;
  insecure: boolean;
  wait: number;
  window: number;
}

const TABLE: OptionTable<Values> = {
  maxFrames: count(null, 'stop after', 1, undefined, { aliases: ['max-messages', 'n'] }),
  job: text('<id>', null, 'the job'),
  slo: texts('<limits>', 'limits', { short: 's' }),
  quiet: flag('silence', { short: 'q' }),
  progress: onByDefault('no line'),
  insecure: flag('refused', { hidden: true }),
  wait: time(45_000, 'wait'),
  window: size(16 * 1024 ** 2, 'window'),
};

function parsed(...args: string[]) {
  const command = new Command().exitOverride();
  addOptions(command, TABLE, 'Options of this test');
  command.parse(args, { from: 'user' });
  return collectFlags(command, TABLE);
}

describe('addOptions and collectFlags', () => {
  it('collect what was said, as text, and nothing that was not', () => {
    expect(parsed()).toEqual(new Map());
    expect(parsed('--job', '12-70788', '--max-frames=5')).toEqual(
      new Map([
        ['job', ['12-70788']],
        ['maxFrames', ['5']],
      ]),
    );
  });

  it('take aliases for their option', () => {
    expect(parsed('--max-messages', '5')).toEqual(new Map([['maxFrames', ['5']]]));
    expect(parsed('-n', '5')).toEqual(new Map([['maxFrames', ['5']]]));
  });

  it('keep every value of an option that was repeated', () => {
    expect(parsed('-s', 'a', '--slo', 'b').get('slo')).toEqual(['a', 'b']);
    expect(parsed('--job', 'a', '--job', 'b').get('job')).toEqual(['a', 'b']);
  });

  it('tell switches on and off', () => {
    expect(parsed('-q', '--no-progress')).toEqual(
      new Map([
        ['quiet', true],
        ['progress', false],
      ]),
    );
  });

  it('take a negative value after an equals sign', () => {
    expect(parsed('--job=-1').get('job')).toEqual(['-1']);
  });

  it('show each option once, under its heading, with its default', () => {
    const command = new Command();
    addOptions(command, TABLE, 'Options of this test');
    const help = command.helpInformation();
    expect(help).toContain('Options of this test:');
    expect(help).toMatch(/--wait <time>\s+wait \(default 45s\)/);
    expect(help).toMatch(/--window <size>\s+window \(default 16MiB\)/);
    expect(help).not.toMatch(/max-messages|insecure/);
  });
});
