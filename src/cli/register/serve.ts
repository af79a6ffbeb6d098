import type { Command } from 'commander';
import { addOptions } from '../commander.ts';
import * as help from '../help.ts';
import { OUTPUT } from '../options/output.ts';
import { SERVE } from '../options/serve.ts';
import { SERVER_TLS } from '../options/server-tls.ts';
import { SERVE_ALL } from '../options/tables.ts';
import { serveOwnHandlers } from './serve-handlers.ts';
import { registerServeSession } from './serve-session.ts';
import type { Context, Register } from './context.ts';
import { serverNamed } from './fixtures.ts';

/** The servers there are, one a line. */
const SERVERS: readonly Register[] = [
  //
  registerSpectrogram,
  serverNamed('fixtures'),
  registerServeSession,
];

/** `serve NAME`. */
export function registerServe(program: Command, context: Context): void {
  const serve = program.command('serve').summary('run a server to test against').description(help.SERVE);
  for (const register of SERVERS) register(serve, context);
  serveOwnHandlers(serve, context);
}

function registerSpectrogram(serve: Command, context: Context): void {
  const command = serve
    .command('spectrogram')
    .summary('a simulated sensor that streams spectrogram frames')
    .description(help.SERVE_SPECTROGRAM)
    .addHelpText('after', () => help.serveTables());
  addOptions(command, { ...SERVE, config: OUTPUT.config, quiet: OUTPUT.quiet }, 'Options');
  addOptions(command, SERVER_TLS, 'TLS');
  command.action(async () => {
    const { serveSpectrogram } = await import('../commands/serve-spectrogram.ts');
    const { settings } = context.settle(command, SERVE_ALL);
    context.exit(await serveSpectrogram(settings, context.io));
  });
}
