import type { BenchShard } from '../../base/bench-result.ts';
import { usage } from '../../base/failure.ts';
import type { MergedRun, RunResult } from '../../base/result.ts';
import { plural, printable } from '../../base/text.ts';
import type { NamedResult } from './fit.ts';

/** The runs in a document, itself or those it was merged from. */
export function runsOf({ file, result }: NamedResult): readonly MergedRun[] {
  const { runId, outcome, exitCode, startedAt, streams, mergedFrom } = result;
  return mergedFrom ?? [{ runId, file, outcome, exitCode, startedAt, streams: streams.length, shard: shardOf(result) }];
}

/** Which share of the streams a run was; of one that opened none its settings say so. */
function shardOf({ bench, settings }: RunResult): BenchShard | null {
  if (bench !== undefined) return bench.shard ?? null;
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(String(settings['shard']?.value)) ?? [];
  return index === undefined || of === undefined ? null : { index: Number(index), of: Number(of) };
}

/**
 * Sees to it that the shares of a bench are all there, each once; `partial` lets it be. What is then not as it should be.
 * @throws Failure `usage` naming the shares or the files.
 */
export function checkShares(runs: readonly MergedRun[], partial: boolean): string[] {
  const shares = runs.flatMap(({ shard, file }) => (shard === null ? [] : [{ ...shard, file: printable(file) }]));
  const [first] = shares;
  if (first === undefined) return [];
  const { of } = first;
  const whole = runs.find(({ shard }) => shard === null);
  if (whole !== undefined) {
    throw usage(`cannot merge: ${first.file} is share ${first.index} of ${of}, ${printable(whole.file)} is none`, HINT);
  }
  const other = shares.find((share) => share.of !== of);
  if (other !== undefined) {
    throw usage(
      `cannot merge: ${first.file} is share ${first.index} of ${of}, ${other.file} is share ${other.index} of ${other.of}`,
      HINT,
    );
  }
  const wrong = [...missing(shares, of), ...twice(shares)];
  if (wrong.length > 0 && !partial) {
    throw usage(`cannot merge: ${wrong.join('; ')}`, 'merge every share once, or say --partial to go without');
  }
  return wrong.map((words) => `partial: ${words}`);
}

const HINT = 'merge the shares of one bench alone';

type Share = BenchShard & { readonly file: string };

function missing(shares: readonly Share[], of: number): string[] {
  const there = new Set(shares.map(({ index }) => index));
  // Bounded by what a document may say of itself.
  const absent: number[] = [];
  for (let index = 0; index < of && absent.length < 10; index += 1) if (!there.has(index)) absent.push(index);
  if (absent.length === 0) return [];
  const count = of - there.size;
  const named = `${absent.join(', ')}${count > absent.length ? ', ...' : ''}`;
  return [`${plural(count, 'share')} of ${of} ${count === 1 ? 'is' : 'are'} missing: ${named}`];
}

function twice(shares: readonly Share[]): string[] {
  return shares.flatMap(({ index, of, file }, n) => {
    const before = shares.slice(0, n).find((share) => share.index === index);
    return before === undefined ? [] : [`share ${index} of ${of} is there twice, in ${before.file} and ${file}`];
  });
}
