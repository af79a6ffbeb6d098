import { resolve } from 'node:path';
import type { RunResult } from '../../base/result.ts';
import { judgeReports } from '../../run/fixtures/coverage-reports.ts';
import { measureCoverage } from '../../run/fixtures/coverage.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import { FIXTURES_COVERAGE, type FixturesCoverageValues } from '../options/fixtures.ts';
import { both, settleRivals } from '../rivals.ts';
import type { RunStage } from '../run-stage.ts';
import { withDocument } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import { planFixtureCoverage, planHead, refuseBoth, splitReports } from './fixtures-coverage-plan.ts';

/** `grpc-validate fixtures coverage [target]`, of fixtures or of reports of other tools: exit code. */
export function fixturesCoverage(
  target: string | undefined,
  given: Settings<FixturesCoverageValues>,
  config: Config,
  io: Io,
): Promise<number> {
  return withDocument(io, () => {
    const settled = settleRivals(FIXTURES_COVERAGE, given, [both('tls', 'plaintext')]);
    const { read, written } = splitReports(settled.values.report);
    const settings = { ...settled, values: { ...settled.values, report: written } };
    if (read.length === 0) {
      const plan = planFixtureCoverage(target, settings, config, io);
      return { settings, run: (stage) => told(stage, plan.notes, () => measureCoverage(plan, stage.host)) };
    }
    refuseBoth(target, settings);
    const reports = read.map((file) => ({ file, path: resolve(io.cwd, file) }));
    const { min } = settings.values;
    return { settings, run: ({ host }) => Promise.resolve(judgeReports(planHead(settings), host, reports, min)) };
  });
}

function told({ say }: RunStage, notes: readonly string[], measure: () => Promise<RunResult>): Promise<RunResult> {
  for (const note of notes) say(note);
  return measure();
}
