import { usage } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import { REPORT_FORMATS } from '../../report/formats.ts';
import { askReflection } from '../../run/ask-schema.ts';
import type { CoveragePlan } from '../../run/fixtures/coverage.ts';
import { ownSource, serverSource, sourceOf } from '../../run/fixtures/coverage-part.ts';
import { surveyFiles, surveyReflection } from '../../run/service-list.ts';
import { loadSchemaFiles } from '../../schema/schema-files.ts';
import { parseHeader } from '../../wire/header.ts';
import { proxyNote } from '../../wire/proxy-note.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import { parseLabels } from '../labels.ts';
import { FIXTURES, COVERAGE_SCHEMA, type FixturesCoverageValues } from '../options/fixtures.ts';
import { flagName } from '../option.ts';
import { schemaFiles } from '../options/schema.ts';
import type { Settings } from '../settings.ts';
import { givenTarget } from '../target-source.ts';
import { told, toldBy } from '../told.ts';
import { readFixtureSet } from './fixture-set.ts';
import { planReach } from './reach-plan.ts';

type CoverageSettings = Settings<FixturesCoverageValues>;

/** Reports to be read, which are files, and reports to be written: `FORMAT=FILE` with a format there is. */
export function splitReports(reports: readonly string[]): { readonly read: string[]; readonly written: string[] } {
  const isWritten = (report: string): boolean => REPORT_FORMATS.includes(/^([^=]*)=./s.exec(report)?.[1] ?? '');
  return { read: reports.filter((report) => !isWritten(report)), written: reports.filter(isWritten) };
}

const OF_FIXTURES = Object.keys({ ...FIXTURES, ...COVERAGE_SCHEMA }) as (keyof FixturesCoverageValues)[];

/** Throws a usage Failure for words about fixtures beside reports of other tools. */
export function refuseBoth(target: string | undefined, { level }: CoverageSettings): void {
  const said = OF_FIXTURES.find((key) => level(key) === 3);
  if (said === undefined && target === undefined) return;
  const words = said === undefined ? `the target ${printable(target ?? '', 120)}` : `--${flagName(said)}`;
  throw usage(
    `--report FILE judges reports of other tools, and ${words} is about fixtures`,
    'make two runs of it; a report of this run is --report FORMAT=FILE, for example junit=coverage.xml',
  );
}

/** What a run is told as. */
export function planHead(
  settings: CoverageSettings,
  notes: readonly string[] = [],
): Pick<CoveragePlan, 'command' | 'settings' | 'labels' | 'notes'> {
  const labels = told(toldBy(settings, 'label'), () => parseLabels(settings.values.label));
  return { command: 'fixtures coverage', settings: settings.record, labels, notes };
}

/** @throws Failure `usage`, `config` or `file` for every wrong value, before anything is dialled. */
export function planFixtureCoverage(
  argument: string | undefined,
  settings: CoverageSettings,
  config: Config,
  io: Pick<Io, 'env' | 'cwd' | 'secrets'>,
): CoveragePlan {
  const { values } = settings;
  const set = readFixtureSet(settings, io);
  const target = givenTarget(argument, io, config);
  const files = loadSchemaFiles(schemaFiles(values));
  const plan = { set, min: values.min };
  if (files !== null) {
    const notes = target?.level === 3 ? [`the schema comes from ${files.origin}, and no server is asked`] : [];
    const source = sourceOf(files.origin, surveyFiles(files.registry).services);
    return { ...plan, ...planHead(settings, notes), source: () => Promise.resolve(source) };
  }
  if (target === undefined) {
    const source = ownSource(set.loaded);
    return { ...plan, ...planHead(settings), source: () => Promise.resolve(source) };
  }
  if (target.text.trim() === '') throw usage(`the target (${target.origin}) is empty`, 'for example 127.0.0.1:50051');
  const place = { flag: 'target', origin: target.origin === 'argument' ? null : target.origin };
  const reach = told(place, () => planReach(settings, target.text));
  const metadata = told(toldBy(settings, 'metadata'), () => values.metadata.map((each) => parseHeader(each, io.env)));
  const notes = [
    ...(values.skipVerify ? ['server certificates are not checked (--skip-verify)'] : []),
    ...[proxyNote(reach.target, io.env) ?? []].flat(),
  ];
  return {
    ...plan,
    ...planHead(settings, notes),
    source: async (host) => {
      const options = { metadata, timeoutMs: values.connectTimeout };
      const { services } = await askReflection(reach, options, host, surveyReflection);
      return serverSource(reach.target.address, services);
    },
  };
}
