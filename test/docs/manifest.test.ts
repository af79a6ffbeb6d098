import { describe, expect, it } from 'vitest';
import { manifestJobs } from '../support/manifest.ts';
import type { ManifestJob } from '../support/manifest.ts';
import { checkCommandLine } from './command-line.ts';
import { ownArguments, shellCommands } from './shell-words.ts';

const [bench, merge] = manifestJobs() as [ManifestJob, ManifestJob];

/** The command lines of ours in a job's script, its variables filled in. */
function commandLines({ script, env }: ManifestJob, more: Readonly<Record<string, string>> = {}): string[][] {
  const filled = script.replace(/\$(\w+)/g, (_, name: string) => {
    const value = { ...env, ...more }[name];
    if (value === undefined) throw new Error(`nothing sets ${name}`);
    return value;
  });
  return shellCommands(filled).flatMap((words) => {
    const args = ownArguments(words);
    return args === null ? [] : [args];
  });
}

describe('docs/kubernetes-bench.yaml', () => {
  it('runs every share once, side by side and never again', () => {
    const shards = Number(bench.env['SHARDS']);
    expect(bench.spec).toMatchObject({
      completionMode: 'Indexed',
      completions: shards,
      parallelism: shards,
      backoffLimit: 0,
    });
  });

  it('has command lines that the tool takes', () => {
    const lines = [0, 1, 2].flatMap((index) => commandLines(bench, { JOB_COMPLETION_INDEX: String(index) }));
    expect(lines.map((args) => args[args.indexOf('--shard') + 1])).toEqual(['0/3', '1/3', '2/3']);
    const merging = commandLines(merge);
    expect(merging).toHaveLength(1);
    for (const args of [...lines, ...merging]) expect(() => checkCommandLine(args)).not.toThrow();
  });

  it('merges what the pods leave, where they leave it', () => {
    expect(merge.env['RESULTS']).toBe(bench.env['RESULTS']);
    expect(commandLines(merge)[0]?.slice(0, 3)).toEqual(['report', 'merge', `${bench.env['RESULTS']}/shard-*.json`]);
    const [line = []] = commandLines(bench, { JOB_COMPLETION_INDEX: '1' });
    expect(line).toContain(`json=${bench.env['RESULTS']}/shard-1.json`);
  });
});
