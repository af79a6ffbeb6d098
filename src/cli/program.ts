import type { CommanderError } from 'commander';
import { Command } from 'commander';
import { Failure, usage } from '../base/failure.ts';
import { didYouMean } from '../base/text.ts';
import { collectFlags } from './commander.ts';
import { loadConfig } from './config-file.ts';
import type { Config } from './config-file.ts';
import { failureLine } from './failure-line.ts';
import * as help from './help.ts';
import type { Io } from './io.ts';
import type { OptionTable } from './option.ts';
import { OUTPUT } from './options/output.ts';
import { CONFIG_KEYS } from './options/tables.ts';
import { COMMANDS } from './register/commands.ts';
import type { Context } from './register/context.ts';
import type { Settings } from './settings.ts';
import { checkConfigKeys, secretsOf, settle, unknownVariables } from './settings.ts';
import { version } from './version.ts';

/** Runs one command line (without node and script); resolves with the exit code, never throws. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const program = new Command();
  let exitCode = 0;
  const written: Promise<void>[] = [];
  program
    .name('grpc-validate')
    .description(help.PURPOSE)
    .version(version(), '-V, --version', 'the version')
    .showSuggestionAfterError(true)
    // An option belongs to the command it stands behind: `serve` has some of its own beside those of its commands.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void written.push(io.stdout.write(text)),
      // Commander's own error text is replaced by one line of ours, below.
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(100, io.stdout.columns),
    })
    .addHelpText('after', help.EXAMPLES)
    .helpCommand(true);

  const context: Context = {
    io,
    settle: (command, table) => prepare(command, table, io),
    exit: (code) => {
      exitCode = code;
    },
  };
  for (const register of COMMANDS) register(program, context);

  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync(argv, { from: 'user' });
  } catch (thrown) {
    exitCode = await refuse(thrown, groupOf(program, argv[0]), io);
  }
  await Promise.allSettled(written);
  return exitCode;
}

function prepare<V extends { readonly quiet: boolean }>(
  command: Command,
  table: OptionTable<V>,
  io: Io,
): { settings: Settings<V>; config: Config } {
  const flags = collectFlags(command, table);
  const none: Config = { path: null, entries: new Map() };
  const { config: path } = settle({ config: OUTPUT.config }, { flags, env: io.env, config: none }).values;
  const config = loadConfig(path, io.cwd);
  const sources = { flags, env: io.env, config };
  for (const secret of secretsOf(table, sources, command.args)) io.secrets.add(secret);
  checkConfigKeys(config, CONFIG_KEYS);
  const settings = settle(table, sources);
  if (!settings.values.quiet) {
    const warnings = unknownVariables(io.env, CONFIG_KEYS).map((text) => `grpc-validate: ${text}\n`);
    if (warnings.length > 0) void io.stderr.write(warnings.join('')).catch(() => {});
  }
  return { settings, config };
}

/** One line on stderr for what could not be done; the stack only when asked for. */
async function refuse(thrown: unknown, program: Command, io: Io): Promise<number> {
  if (isCommanderError(thrown) && thrown.exitCode === 0) return 0;
  const failure = isCommanderError(thrown) ? fromCommander(thrown, program) : Failure.from(thrown);
  await io.stderr.write(failureLine(failure, thrown, io.env)).catch(() => {});
  return failure.exitCode;
}

function isCommanderError(thrown: unknown): thrown is CommanderError {
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('commander.');
}

function fromCommander(error: CommanderError, program: Command): Failure {
  // Only the name of an unknown option: what follows it may be a secret meant for another.
  const text = error.message.replace(/^error: /, '').replace(/^(unknown option '(?:--[\w-]*=?|-\w?)).*'/, "$1'");
  const [first = '', suggestion] = text.split('\n');
  const valued = /unknown option '--(?:no-)?([a-z-]+)=/.exec(first)?.[1];
  if (valued) return usage(first, `see grpc-validate --help; a switch is --${valued} or --no-${valued}`);
  if (error.code === 'commander.help') return usage('which command?', commandHint(program));
  if (error.code === 'commander.unknownCommand') {
    const name = /'(.*)'/.exec(first)?.[1] ?? '';
    return usage(first, didYouMean(name, commandNames(program)) ?? commandHint(program));
  }
  return usage(first, suggestion?.replace(/^\(|\)$/g, '') ?? 'see grpc-validate --help');
}

/** The command whose commands were to choose from: `serve`, or the program itself. */
function groupOf(program: Command, first: string | undefined): Command {
  return program.commands.find((command) => command.name() === first && command.commands.length > 0) ?? program;
}

/** Commands and, after them, the commands of those. */
function commandNames(program: Command): string[] {
  return program.commands.flatMap((command) => [command.name(), ...commandNames(command)]);
}

function commandHint(program: Command): string {
  return `there are ${program.commands.map((command) => command.name()).join(', ')}; see grpc-validate --help`;
}
