import type { Command } from 'commander';
import { addOptions } from '../commander.ts';
import * as help from '../help.ts';
import { ASK, REACH, REACH_EMBEDDED } from '../options/connect.ts';
import { OUTPUT } from '../options/output.ts';
import { CONNECT } from '../options/tables.ts';
import type { Context } from './context.ts';

/** `connect [target]`. */
export function registerConnect(program: Command, context: Context): void {
  const command = program
    .command('connect')
    .summary('reach the server and show each phase, its health and its services')
    .description(help.CONNECT)
    .argument('[target]', 'host:port, grpc(s)://host:port or unix:/path; without one the embedded simulator is used')
    .addHelpText('after', help.CONNECT_EXAMPLES);
  addOptions(command, ASK, 'What is asked');
  addOptions(command, REACH, 'Connection');
  addOptions(command, REACH_EMBEDDED, 'Embedded simulator');
  addOptions(command, OUTPUT, 'Output');
  command.action(async (target: string | undefined) => {
    const { connect } = await import('../commands/connect.ts');
    const { settings, config } = context.settle(command, CONNECT);
    context.exit(await connect(target, settings, config, context.io));
  });
}
