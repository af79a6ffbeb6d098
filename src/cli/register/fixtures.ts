import type { Command } from 'commander';
import { addOptions } from '../commander.ts';
import * as help from '../help-fixtures.ts';
import {
  COVERAGE,
  COVERAGE_OUTPUT,
  COVERAGE_SCHEMA,
  FIXTURE_RUN,
  FIXTURE_SERVER,
  FIXTURES,
  FIXTURES_COVERAGE,
  FIXTURES_LIST,
  FIXTURES_RUN,
  FIXTURES_SERVE,
  FIXTURES_VALIDATE,
  LINT,
} from '../options/fixtures.ts';
import { CONNECTION } from '../options/connection.ts';
import { OUTPUT } from '../options/output.ts';
import { SERVER_TLS } from '../options/server-tls.ts';
import type { Context, Register } from './context.ts';

/** `fixtures NAME`. */
export function registerFixtures(program: Command, context: Context): void {
  const fixtures = program
    .command('fixtures')
    .summary('contract tests of all four RPC kinds from JSON fixtures')
    .description(help.FIXTURES)
    .addHelpText('after', help.FIXTURES_EXAMPLES);
  for (const register of [registerList, registerValidate, registerRun, serverNamed('serve'), registerCoverage])
    register(fixtures, context);
}

function registerList(fixtures: Command, context: Context): void {
  const command = fixtures.command('list').summary('which fixtures there are').description(help.LIST);
  addOptions(command, FIXTURES_LIST, 'Options');
  command.action(async () => {
    const { fixturesList } = await import('../commands/fixtures-list.ts');
    const { settings } = context.settle(command, FIXTURES_LIST);
    context.exit(await fixturesList(settings, context.io));
  });
}

function registerValidate(fixtures: Command, context: Context): void {
  const command = fixtures
    .command('validate')
    .summary('whether the files mean what they should')
    .description(help.VALIDATE);
  addOptions(command, FIXTURES, 'Fixtures');
  addOptions(command, LINT, 'Strictness');
  addOptions(command, OUTPUT, 'Output');
  command.action(async () => {
    const { fixturesValidate } = await import('../commands/fixtures-validate.ts');
    const { settings } = context.settle(command, FIXTURES_VALIDATE);
    context.exit(await fixturesValidate(settings, context.io));
  });
}

function registerRun(fixtures: Command, context: Context): void {
  const command = fixtures
    .command('run')
    .summary('run fixtures against a server, in whatever language')
    .description(help.RUN)
    .argument('[target]', 'host:port, grpc(s)://host:port or unix:/path; without one the embedded server is used')
    .addHelpText('after', help.RUN_EXAMPLES);
  addOptions(command, FIXTURES, 'Fixtures');
  addOptions(command, FIXTURE_RUN, 'Run');
  addOptions(command, CONNECTION, 'Connection');
  addOptions(command, OUTPUT, 'Output');
  command.action(async (target: string | undefined) => {
    const { fixturesRun } = await import('../commands/fixtures-run.ts');
    const { settings, config } = context.settle(command, FIXTURES_RUN);
    context.exit(await fixturesRun(target, settings, config, context.io));
  });
}

/** `fixtures serve`, and the same as `serve fixtures`. */
export function serverNamed(name: string): Register {
  return (parent, context) => {
    const command = parent.command(name).summary('serve fixtures over real protobuf').description(help.SERVE);
    addOptions(command, FIXTURES, 'Fixtures');
    addOptions(command, { ...FIXTURE_SERVER, config: OUTPUT.config, quiet: OUTPUT.quiet }, 'Server');
    addOptions(command, SERVER_TLS, 'TLS');
    command.action(async () => {
      const { fixturesServe } = await import('../commands/fixtures-serve.ts');
      const { settings } = context.settle(command, FIXTURES_SERVE);
      context.exit(await fixturesServe(settings, context.io));
    });
  };
}

function registerCoverage(fixtures: Command, context: Context): void {
  const command = fixtures
    .command('coverage')
    .summary('what the fixtures exercise, or what coverage reports say')
    .description(help.COVERAGE)
    .argument('[target]', 'host:port, grpc(s)://host:port or unix:/path, a server with reflection')
    .addHelpText('after', help.COVERAGE_EXAMPLES);
  addOptions(command, FIXTURES, 'Fixtures');
  addOptions(command, COVERAGE, 'Coverage');
  addOptions(command, COVERAGE_SCHEMA, 'Schema');
  addOptions(command, CONNECTION, 'Connection');
  addOptions(command, COVERAGE_OUTPUT, 'Output');
  command.action(async (target: string | undefined) => {
    const { fixturesCoverage } = await import('../commands/fixtures-coverage.ts');
    const { settings, config } = context.settle(command, FIXTURES_COVERAGE);
    context.exit(await fixturesCoverage(target, settings, config, context.io));
  });
}
