import type { RunResult } from '../../base/result.ts';
import { startRecord } from '../../report/ndjson.ts';
import { embeddedMark } from '../../report/words.ts';
import { isServerNeeded } from '../../run/fixtures/run-target.ts';
import { mutateFixtures } from '../../run/fixtures/mutate.ts';
import type { FixturePlan } from '../../run/fixtures/plan.ts';
import { runFixtures } from '../../run/fixtures/run.ts';
import { startEmbeddedFixtures } from '../../serve/fixture/embedded.ts';
import type { Config } from '../config-file.ts';
import { withServer } from '../embedded-run.ts';
import type { Io } from '../io.ts';
import type { FixturesRunValues } from '../options/fixtures.ts';
import type { RunStage } from '../run-stage.ts';
import { withDocument } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import { watching } from '../watching.ts';
import type { PreparedFixtureRun } from './fixtures-run-plan.ts';
import { prepareFixtureRun } from './fixtures-run-plan.ts';
import { updateFixtures } from './fixtures-update.ts';

/** `grpc-validate fixtures run [target]`: exit code. */
export function fixturesRun(
  target: string | undefined,
  given: Settings<FixturesRunValues>,
  config: Config,
  io: Io,
): Promise<number> {
  return withDocument(io, () => {
    const prepared = prepareFixtureRun(target, given, config, io);
    return { settings: prepared.settings, run: (stage) => follow(prepared, stage) };
  });
}

function follow({ embedded, plan, settings }: PreparedFixtureRun, stage: RunStage): Promise<RunResult> {
  if (embedded === null) return run(plan, settings, null, stage);
  if (!isServerNeeded(plan(null), settings.values.client)) return runWithout(plan(null), settings, stage);
  const start = () => startEmbeddedFixtures(embedded);
  return withServer(start, stage.host.signal, (address) => run(plan, settings, address, stage));
}

/** Nothing can be called, and no server is started: none must be shown. */
async function runWithout(
  plan: FixturePlan,
  settings: Settings<FixturesRunValues>,
  stage: RunStage,
): Promise<RunResult> {
  const notes = ['there is nothing to call, and no server was started'];
  const { fixtures, summary, ...result } = await run(() => ({ ...plan, notes }), settings, null, stage);
  const targets = fixtures?.targets.map((target) => ({ ...target, address: 'none' })) ?? [];
  return {
    ...result,
    target: null,
    summary: { ...summary, line: summary.line.replace(embeddedMark(result.target), '') },
    ...(fixtures === undefined ? {} : { fixtures: { ...fixtures, targets } }),
  };
}

/** `address`: of the embedded server, once it is up. */
async function run(
  planOf: PreparedFixtureRun['plan'],
  { values: { mutate, update, yes } }: Settings<FixturesRunValues>,
  address: string | null,
  stage: RunStage,
): Promise<RunResult> {
  const plan = planOf(address);
  for (const note of plan.notes) stage.say(note);
  if (stage.records) {
    const targets = plan.targets.map(({ reach }) => reach.target.address).join(', ');
    await stage.output.write(startRecord(plan.command, targets, new Date().toISOString()));
  }
  if (update) return await updateFixtures(plan, stage, yes);
  if (mutate) return await watching(stage, 'call', (host) => mutateFixtures(plan, host));
  return await watching(stage, 'call', (host) => runFixtures(plan, host));
}
