import type { Command } from 'commander';
import { addOptions } from '../commander.ts';
import * as help from '../help.ts';
import { CERTS } from '../options/certs.ts';
import type { Context } from './context.ts';

/** `certs`. */
export function registerCerts(program: Command, context: Context): void {
  const command = program
    .command('certs')
    .summary('make a development authority, a server and a client certificate')
    .description(help.CERTS)
    .addHelpText('after', help.CERTS_EXAMPLES);
  addOptions(command, CERTS, 'Options');
  command.action(async () => {
    const { certs } = await import('../commands/certs.ts');
    const { settings } = context.settle(command, CERTS);
    context.exit(await certs(settings, context.io));
  });
}
