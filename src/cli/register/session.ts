import type { Command } from 'commander';
import { addOptions } from '../commander.ts';
import * as help from '../help.ts';
import { CONNECTION } from '../options/connection.ts';
import { OUTPUT } from '../options/output.ts';
import { SESSION_EMBEDDED, SESSION_RUN } from '../options/session.ts';
import { SESSION } from '../options/tables.ts';
import type { Context } from './context.ts';

/** `session [target]`. */
export function registerSession(program: Command, context: Context): void {
  const command = program
    .command('session')
    .summary('keep bidirectional control streams, judge pings, commands and acknowledgements')
    .description(help.SESSION)
    .argument(
      '[target]',
      'host:port, grpc(s)://host:port or unix:/path; without one the embedded session server is used',
    )
    .addHelpText('after', help.SESSION_EXAMPLES);
  addOptions(command, SESSION_RUN, 'Sessions');
  addOptions(command, CONNECTION, 'Connection');
  addOptions(command, SESSION_EMBEDDED, 'Embedded session server');
  addOptions(command, OUTPUT, 'Output');
  command.action(async (target: string | undefined) => {
    const { session } = await import('../commands/session.ts');
    const { settings, config } = context.settle(command, SESSION);
    context.exit(await session(target, settings, config, context.io));
  });
}
