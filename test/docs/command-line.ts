import { Command } from 'commander';
import { Secrets } from '../../src/base/secrets.ts';
import { parseFamilies, parseSeverities, parseTolerances } from '../../src/check/settings.ts';
import { addOptions, collectFlags } from '../../src/cli/commander.ts';
import { callStatus } from '../../src/check/stream/call-status.ts';
import { settleCallLoad } from '../../src/cli/commands/bench-call-load.ts';
import { settleLoad } from '../../src/cli/commands/bench-load.ts';
import { streamSettings } from '../../src/cli/commands/bench-plan.ts';
import { settleCallRivals } from '../../src/cli/commands/call-rivals.ts';
import { asksForSchema } from '../../src/cli/commands/call-schema.ts';
import { knownRules } from '../../src/cli/commands/call-rules.ts';
import { isMethodWord, readCallWords } from '../../src/cli/commands/call-words.ts';
import { checkContradictions } from '../../src/cli/commands/contradictions.ts';
import { sessionServerOptions } from '../../src/cli/commands/serve-session.ts';
import { serverOptions } from '../../src/cli/commands/serve-spectrogram.ts';
import { prepareSession } from '../../src/cli/commands/session-plan.ts';
import type { Config } from '../../src/cli/config-file.ts';
import { parseLabels } from '../../src/cli/labels.ts';
import type { OptionTable } from '../../src/cli/option.ts';
import { CERTS } from '../../src/cli/options/certs.ts';
import { MERGE } from '../../src/cli/options/merge.ts';
import {
  FIXTURES_COVERAGE,
  FIXTURES_LIST,
  FIXTURES_RUN,
  FIXTURES_SERVE,
  FIXTURES_VALIDATE,
  type FixtureValues,
} from '../../src/cli/options/fixtures.ts';
import { BENCH, CALL, CONNECT, SERVE_ALL, SERVE_SESSION, SESSION, STREAM } from '../../src/cli/options/tables.ts';
import type { BenchValues, StreamValues } from '../../src/cli/options/values.ts';
import { both, settleRivals } from '../../src/cli/rivals.ts';
import type { Settings } from '../../src/cli/settings.ts';
import { settle } from '../../src/cli/settings.ts';
import { parseSlos } from '../../src/measure/slo.ts';
import { REPORT_FORMATS } from '../../src/report/formats.ts';
import { CONNECT_RULES } from '../../src/run/connect/conclude.ts';
import { CONNECT_METRICS } from '../../src/run/connect/thresholds.ts';
import { parseRule } from '../../src/rule/spec.ts';
import { compileTemplate } from '../../src/run/call/template.ts';
import { parseFocusUrl } from '../../src/run/focus/focus-url.ts';
import { createJobs } from '../../src/serve/spectrogram/job-table.ts';
import { parseHeader } from '../../src/wire/header.ts';
import { parseTarget } from '../../src/wire/target.ts';
import { NO_CONFIG } from '../support/settings.ts';

/** Variables documents tell their readers to set. */
const ENV = { DAS_TOKEN: 'secret' };

/** Reads a command line as the tool would, without running it and without opening the files it names; throws what the tool would. */
export function checkCommandLine(args: readonly string[]): void {
  const [name, kind, ...rest] = args;
  if (name === 'connect') checkConnect(args.slice(1));
  else if (name === 'stream') checkStream(args.slice(1));
  else if (name === 'call') checkCall(args.slice(1));
  else if (name === 'bench') checkBench(args.slice(1));
  else if (name === 'report') checkReport(args.slice(1));
  else if (name === 'certs') checkCerts(args.slice(1));
  else if (name === 'session') checkSession(args.slice(1));
  else if (name === 'serve' && kind === 'spectrogram') checkServe(rest);
  else if (name === 'serve' && kind === 'session') checkServeSession(rest);
  else if (name === 'serve' && kind === 'fixtures') checkFixtures('serve', rest);
  else if (name === 'fixtures') checkFixtures(kind, rest);
  else throw new Error(`there is no command ${String(name)} ${String(kind)}`);
}

function checkConnect(args: readonly string[]): void {
  const { operands, settings } = read(CONNECT, args);
  checkTarget(operands);
  const { values } = settings;
  settleRivals(CONNECT, settings, [both('tls', 'plaintext')]);
  parseSeverities(values.severity, CONNECT_RULES);
  parseSlos(values.slo, { command: 'connect' }, CONNECT_METRICS);
  for (const header of values.metadata) parseHeader(header, ENV);
}

function checkTarget(operands: readonly string[]): void {
  const [target, ...others] = operands;
  if (others.length > 0) throw new Error(`more than one target: ${operands.join(' ')}`);
  if (target !== undefined) parseTarget(target);
}

function checkStream(args: readonly string[]): void {
  const { operands, settings } = read(STREAM, args);
  checkTarget(operands);
  checkStreamSettings(settings);
}

/** What a call says of files, and of messages whose schema is not there, is taken on trust. */
function checkCall(args: readonly string[]): void {
  const { operands, settings } = read(CALL, args);
  const { values } = settleCallRivals(settings);
  if (asksForSchema(values, operands)) checkTarget(operands);
  else {
    const { target } = readCallWords(operands);
    if (target !== undefined) parseTarget(target);
  }
  const known = knownRules(values.rule.map((rule) => parseRule(rule)));
  if (values.rules.length === 0) {
    parseSeverities(values.severity, known);
    parseTolerances(values.tolerate, known);
  }
  parseSlos(values.slo, { command: 'call' });
  parseLabels(values.label);
  for (const header of values.metadata) parseHeader(header, ENV);
  if (values.data !== null) {
    compileTemplate(values.data, { env: ENV, epoch: Date.now, random: Math.random, secrets: new Secrets() });
  }
}

function checkBench(args: readonly string[]): void {
  const { operands, settings } = read(BENCH, args);
  checkTarget(operands);
  if (settings.values.call === null) checkStreamSettings(streamSettings(settleLoad(settings)));
  else checkBenchCalls(settleCallLoad(settings).values);
}

function checkBenchCalls({ call, data, rule, slo, metadata, severity, tolerate }: BenchValues): void {
  if (call === null || !isMethodWord(call)) throw new Error(`no method: ${String(call)}`);
  if (data !== null) compileTemplate(data, { env: ENV, epoch: Date.now, random: Math.random, secrets: new Secrets() });
  const rules = [...knownRules(rule.map((text) => parseRule(text, '--rule'))), callStatus];
  parseSeverities(severity, rules);
  parseTolerances(tolerate, rules);
  parseSlos(slo, { command: 'call' });
  for (const header of metadata) parseHeader(header, ENV);
}

/** What is said of files is taken on trust. */
function checkReport(args: readonly string[]): void {
  const isMerge = args[0] === 'merge';
  const { operands, settings } = read(MERGE, isMerge ? args.slice(1) : args);
  if (operands.length === 0 || (!isMerge && operands.length > 1)) throw new Error('report takes a file');
  parseSlos(settings.values.slo, { command: 'bench' });
  checkReports(settings.values.report);
}

function checkReports(reports: readonly string[]): void {
  for (const report of reports) {
    const [format = ''] = report.split('=');
    if (!REPORT_FORMATS.includes(format)) throw new Error(`no report format ${format}`);
  }
}

/** Everything in settings of `stream` that is text for another reader. */
export function checkStreamSettings({ values }: Settings<StreamValues>): void {
  checkContradictions(values);
  parseSlos(values.slo, { command: 'stream' });
  parseFamilies(values.checks);
  parseSeverities(values.severity);
  parseTolerances(values.tolerate);
  parseLabels(values.label);
  for (const header of values.metadata) parseHeader(header, ENV);
  if (values.fault !== null) createJobs({ faults: values.fault });
  if (values.quirk !== null) createJobs({ quirks: values.quirk });
  if (values.focusServer?.startsWith('$') === false) parseFocusUrl(values.focusServer);
  checkReports(values.report);
}

const FIXTURE_COMMANDS = new Map<string | undefined, OptionTable<FixtureValues>>([
  ['list', FIXTURES_LIST],
  ['validate', FIXTURES_VALIDATE],
  ['run', FIXTURES_RUN],
  ['serve', FIXTURES_SERVE],
  ['coverage', FIXTURES_COVERAGE],
]);

/** What is said of files and folders is taken on trust. */
function checkFixtures(name: string | undefined, args: readonly string[]): void {
  const table = FIXTURE_COMMANDS.get(name);
  if (table === undefined) throw new Error(`there is no command fixtures ${String(name)}`);
  const { operands } = read(table, args);
  if (name !== 'run' && name !== 'coverage' && operands.length > 0)
    throw new Error(`fixtures ${name} takes no operand`);
  checkTarget(operands);
}

function checkServe(args: readonly string[]): void {
  if (args.includes('--help')) return;
  const { operands, settings } = read(SERVE_ALL, args);
  if (operands.length > 0) throw new Error(`serve spectrogram takes no ${operands.join(' ')}`);
  // A recording is read when its job is made, and documents name one that is not there.
  if (settings.values.source !== null) return;
  const { defaults, jobs, layout, faults } = serverOptions(settings);
  createJobs(
    { ...defaults, ...(layout === undefined ? {} : { layout }), ...(faults === undefined ? {} : { faults }) },
    jobs,
  );
}

function checkSession(args: readonly string[]): void {
  const { operands, settings } = read(SESSION, args);
  const [target, ...others] = operands;
  if (others.length > 0) throw new Error(`more than one target: ${operands.join(' ')}`);
  prepareSession(target, settings, NO_CONFIG, { env: {} });
}

function checkServeSession(args: readonly string[]): void {
  if (args.includes('--help')) return;
  const { operands, settings } = read(SERVE_SESSION, args);
  if (operands.length > 0) throw new Error(`serve session takes no ${operands.join(' ')}`);
  // Documents name a settings file that is not there.
  if (settings.values.sessionConfig === null) sessionServerOptions(settings, { env: { CENTRIFUGO_KEY: 'secret' } });
}

function checkCerts(args: readonly string[]): void {
  const { operands } = read(CERTS, args);
  if (operands.length > 0) throw new Error(`certs takes no ${operands.join(' ')}`);
}

function read<V extends object>(table: OptionTable<V>, args: readonly string[], config: Config = NO_CONFIG) {
  const command = new Command()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .argument('[operands...]');
  addOptions(command, table, 'Options');
  command.parse([...args], { from: 'user' });
  return { operands: command.args, settings: settle(table, { flags: collectFlags(command, table), env: {}, config }) };
}
