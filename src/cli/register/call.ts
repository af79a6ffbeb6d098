import type { Command } from 'commander';
import { addOptions } from '../commander.ts';
import * as help from '../help.ts';
import { CALL_CHECKS, REQUEST } from '../options/call.ts';
import { CONNECTION } from '../options/connection.ts';
import { OUTPUT } from '../options/output.ts';
import { EXPLORE, SCHEMA } from '../options/schema.ts';
import { CALL } from '../options/tables.ts';
import type { Context } from './context.ts';

/** `call [target] pkg.Service/Method`. */
export function registerCall(program: Command, context: Context): void {
  const command = program
    .command('call')
    .summary('call any method of any service, judge and time every message')
    .description(help.CALL)
    .usage('[options] [target] pkg.Service/Method')
    .argument('[words...]', 'the server, host:port or unix:/path, and the method, pkg.Service/Method')
    .addHelpText('after', help.CALL_EXAMPLES);
  addOptions(command, REQUEST, 'Requests and answers');
  addOptions(command, CALL_CHECKS, 'Rules and limits');
  addOptions(command, { ...SCHEMA, ...EXPLORE }, 'Schema');
  addOptions(command, CONNECTION, 'Connection');
  addOptions(command, OUTPUT, 'Output');
  command.action(async (words: readonly string[]) => {
    const { settings, config } = context.settle(command, CALL);
    // What compiles rules and schemas is for this command alone: no other has to wait for it to load.
    const [{ call }, { asksForSchema, callSchema }] = await Promise.all([
      import('../commands/call.ts'),
      import('../commands/call-schema.ts'),
    ]);
    const run = asksForSchema(settings.values, words) ? callSchema : call;
    context.exit(await run(words, settings, config, context.io));
  });
}
