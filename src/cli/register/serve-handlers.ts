import type { Command } from 'commander';
import { addOptions } from '../commander.ts';
import * as help from '../help.ts';
import { OUTPUT } from '../options/output.ts';
import { HANDLER_SERVER } from '../options/serve-handlers.ts';
import { SERVER_TLS } from '../options/server-tls.ts';
import { SERVE_HANDLERS } from '../options/tables.ts';
import type { Context } from './context.ts';

/** `serve --handlers FILE.js`: `serve` itself, beside the servers it has by name. */
export function serveOwnHandlers(serve: Command, context: Context): void {
  serve.addHelpText('after', help.SERVE_EXAMPLES);
  addOptions(serve, { ...HANDLER_SERVER, config: OUTPUT.config, quiet: OUTPUT.quiet }, 'Options of --handlers');
  addOptions(serve, SERVER_TLS, 'TLS of --handlers');
  // A word that names no server is told as such, below.
  serve.enablePositionalOptions().allowExcessArguments();
  serve.action(async () => {
    const { serveHandlerModule } = await import('../commands/serve-handlers.ts');
    const [name] = serve.args;
    if (name !== undefined) serve.error(`error: unknown command '${name}'`, { code: 'commander.unknownCommand' });
    const { settings } = context.settle(serve, SERVE_HANDLERS);
    if (settings.values.handlers === null && Object.keys(serve.opts()).length === 0) serve.help({ error: true });
    context.exit(await serveHandlerModule(settings, context.io));
  });
}
