import type { RpcKind } from '../../fixture/fixture.ts';
import { parseKind } from '../../fixture/select.ts';
import { count, flag, text, texts } from '../kinds.ts';
import type { Option, OptionTable } from '../option.ts';
import { CONNECTION, type ConnectionValues } from './connection.ts';
import { OUTPUT, type OutputValues } from './output.ts';
import { SCHEMA, type SchemaValues } from './schema.ts';
import { SERVE } from './serve.ts';
import { SERVER_TLS, type ServerTlsValues } from './server-tls.ts';

/** Which fixtures a command is about. */
export interface FixtureValues {
  readonly dir: string | null;
  readonly tag: readonly string[];
  readonly category: readonly string[];
  readonly name: readonly string[];
  readonly kind: readonly RpcKind[];
}

export const FIXTURES: OptionTable<FixtureValues> = {
  dir: text('<folder>', null, 'folder of fixtures, read with all it holds; without it the set of this package', {
    setting: 'fixtureDir',
  }),
  tag: texts('<tag>', 'only fixtures with this tag', { setting: 'fixtureTag', list: true }),
  category: texts('<name>', 'only fixtures of this category', { setting: 'fixtureCategory', list: true }),
  name: texts('<part>', 'only fixtures whose name or file has this part; * stands for anything', {
    setting: 'fixtureName',
  }),
  kind: kinds(),
};

export interface LintValues {
  readonly strict: boolean;
}

export const LINT: OptionTable<LintValues> = {
  strict: flag('warnings fail too', { setting: 'fixtureStrict' }),
};

/** Settings of `fixtures list`. */
export type FixturesListValues = FixtureValues & Pick<OutputValues, 'json' | 'config' | 'quiet'>;

export const FIXTURES_LIST: OptionTable<FixturesListValues> = {
  ...FIXTURES,
  json: OUTPUT.json,
  config: OUTPUT.config,
  quiet: OUTPUT.quiet,
};

/** Settings of `fixtures validate`. */
export type FixturesValidateValues = FixtureValues & LintValues & OutputValues;

export const FIXTURES_VALIDATE: OptionTable<FixturesValidateValues> = { ...FIXTURES, ...LINT, ...OUTPUT };

export interface FixtureServerValues {
  readonly host: string;
  readonly port: number;
  readonly lenient: boolean;
}

export const FIXTURE_SERVER: OptionTable<FixtureServerValues> = {
  host: SERVE.host,
  port: SERVE.port,
  lenient: flag('replay the nearest fixture to a request that is none of theirs', { setting: 'fixtureLenient' }),
};

/** Settings of `fixtures serve`. */
export type FixturesServeValues = FixtureValues &
  FixtureServerValues &
  ServerTlsValues &
  Pick<OutputValues, 'config' | 'quiet'>;

export const FIXTURES_SERVE: OptionTable<FixturesServeValues> = {
  ...FIXTURES,
  ...FIXTURE_SERVER,
  ...SERVER_TLS,
  config: OUTPUT.config,
  quiet: OUTPUT.quiet,
};

export interface FixtureRunValues {
  readonly target: readonly string[];
  readonly embedded: boolean;
  readonly jobs: number;
  readonly repeat: number;
  readonly knownFailing: string | null;
  readonly mutate: boolean;
  readonly update: boolean;
  readonly yes: boolean;
}

export const FIXTURE_RUN: OptionTable<FixtureRunValues> = {
  target: texts('<address>', 'a server to run against; given several times, each has a column of the result', {
    setting: 'targets',
    list: true,
  }),
  embedded: flag('run against the embedded fixture server even where a pipeline runs'),
  jobs: count(1, 'calls under way at once', 1, 1000, { setting: 'fixtureJobs' }),
  repeat: count(1, 'calls of each fixture', 1, 100_000, { setting: 'fixtureRepeat' }),
  knownFailing: text('<file>', null, 'fixtures that may fail, a name or a file a line; one that passes fails the run'),
  mutate: flag('self-test: change each request and expectation in turn, and fail when a change goes unnoticed'),
  update: flag('show what would make each fixture expect what came, and write it if you say so', {
    setting: 'fixtureUpdate',
  }),
  yes: flag('with --update, write without asking', { setting: 'fixtureUpdateYes' }),
};

/** Settings of `fixtures run`. */
export type FixturesRunValues = FixtureValues & FixtureRunValues & ConnectionValues & OutputValues;

export const FIXTURES_RUN: OptionTable<FixturesRunValues> = { ...FIXTURES, ...FIXTURE_RUN, ...CONNECTION, ...OUTPUT };

export interface CoverageValues {
  readonly min: number | null;
}

export const COVERAGE: OptionTable<CoverageValues> = {
  min: {
    argument: '<percent>',
    setting: 'coverageMin',
    help: 'a smaller share fails',
    fallback: null,
    takes: 'a percentage above 0 and up to 100, such as 80 or 80%',
    parse: parseMin,
  },
};

/** Settings of `fixtures coverage`. */
export type FixturesCoverageValues = FixtureValues & SchemaValues & CoverageValues & ConnectionValues & OutputValues;

/** The schema as `call` takes it, and reports that are read beside those that are written. */
export const COVERAGE_SCHEMA: OptionTable<SchemaValues> = {
  ...SCHEMA,
  protoset: { ...SCHEMA.protoset, aliases: ['descriptor-set'] },
};

export const COVERAGE_OUTPUT: OptionTable<OutputValues> = {
  ...OUTPUT,
  report: {
    ...OUTPUT.report,
    argument: '<file>',
    help: `a coverage report of another tool to be judged; as <format=file> ${OUTPUT.report.help}`,
  },
};

export const FIXTURES_COVERAGE: OptionTable<FixturesCoverageValues> = {
  ...FIXTURES,
  ...COVERAGE_SCHEMA,
  ...COVERAGE,
  ...CONNECTION,
  ...COVERAGE_OUTPUT,
};

function parseMin(text: string): number | undefined {
  const [, digits] = /^\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(text) ?? [];
  const min = Number(digits);
  return min > 0 && min <= 100 ? min : undefined;
}

function kinds(): Option<readonly RpcKind[]> {
  return {
    argument: '<kind>',
    setting: 'fixtureKind',
    repeat: true,
    list: true,
    help: 'only fixtures of this kind: unary, server-stream, client-stream or bidi-stream',
    fallback: [],
    takes: 'one of unary, server-stream, client-stream, bidi-stream',
    parse: parseKind,
  };
}
