import { writeFileSync } from 'node:fs';
import { Failure } from '../../base/failure.ts';
import { lineDiff } from '../../base/line-diff.ts';
import type { RunResult } from '../../base/result.ts';
import { printable, visible } from '../../base/text.ts';
import { readText } from '../../fixture/folder.ts';
import type { LoadedFixture } from '../../fixture/loaded.ts';
import type { FixturePlan } from '../../run/fixtures/plan.ts';
import { runTargets } from '../../run/fixtures/run.ts';
import { buildUpdatedResult, Proposals, type Proposal } from '../../run/fixtures/update.ts';
import { ask } from '../confirm.ts';
import type { RunStage } from '../run-stage.ts';
import { watching } from '../watching.ts';

/**
 * `fixtures run --update`: shows what would change in the file of each fixture that failed, and writes it when the user
 * says so; with `yes` at once. Throws a Failure `file` for a file that cannot be written.
 */
export async function updateFixtures(plan: FixturePlan, stage: RunStage, yes: boolean): Promise<RunResult> {
  const proposals = new Proposals();
  const made = await watching(stage, 'call', (host) => runTargets(plan, host, proposals));
  for (const { fixture, reason } of proposals.refused)
    stage.say(`${printable(fixture.file)} is left as it is: ${reason}`);
  return buildUpdatedResult(plan, stage.host, made, await offer(proposals.made, stage, yes));
}

/** The fixtures whose files were written. */
async function offer(proposals: readonly Proposal[], stage: RunStage, yes: boolean): Promise<Set<LoadedFixture>> {
  const written = new Set<LoadedFixture>();
  let all = yes;
  for (const proposal of proposals) {
    const { fixture, before, after } = proposal;
    await stage.output.write(visible(lineDiff(fixture.file, before, after), '\n\t'));
    const answer = all ? 'y' : await question(fixture, stage);
    if (answer === 'q') break;
    all ||= answer === 'a';
    if (answer === 'n') continue;
    write(proposal);
    written.add(fixture);
  }
  return written;
}

const ANSWERS = ['y', 'n', 'a', 'q'] as const;

/** Asks until there is an answer; no more input ends it. */
async function question({ file }: LoadedFixture, { io, host }: RunStage): Promise<(typeof ANSWERS)[number]> {
  for (;;) {
    const said = await ask(io, `write ${printable(file)}? yes, no, all, quit: `, host.signal);
    if (said === null) return 'q';
    const answer = ANSWERS.find((each) => said.trim().toLowerCase().startsWith(each));
    if (answer !== undefined) return answer;
  }
}

function write({ fixture: { path }, before, after }: Proposal): void {
  if (readText(path) !== before) {
    throw new Failure('file', `${path} has changed meanwhile`, { hint: 'run the command again' });
  }
  try {
    writeFileSync(path, after);
  } catch (error) {
    throw new Failure('file', `cannot write ${path}: ${(error as Error).message}`, {
      hint: 'what was to be written is shown above',
      cause: error,
    });
  }
}
