import type { Command } from 'commander';
import { addOptions } from '../commander.ts';
import * as help from '../help.ts';
import { OUTPUT } from '../options/output.ts';
import { SESSION_CONFIG, SESSION_SERVER } from '../options/serve-session.ts';
import { SERVER_TLS } from '../options/server-tls.ts';
import { SERVE_SESSION } from '../options/tables.ts';
import type { Context } from './context.ts';

/** `serve session`. */
export function registerServeSession(serve: Command, context: Context): void {
  const command = serve
    .command('session')
    .summary('a server that keeps bidirectional streams with its clients')
    .description(help.SERVE_SESSION)
    .addHelpText('after', () => help.sessionTables());
  addOptions(command, { ...SESSION_SERVER, config: OUTPUT.config, quiet: OUTPUT.quiet }, 'Options');
  addOptions(command, SESSION_CONFIG, 'Session settings, in place of those of the preset');
  addOptions(command, SERVER_TLS, 'TLS');
  command.action(async () => {
    const { serveSession } = await import('../commands/serve-session.ts');
    const { settings } = context.settle(command, SERVE_SESSION);
    context.exit(await serveSession(settings, context.io));
  });
}
