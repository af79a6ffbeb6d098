import type { Command } from 'commander';
import { addOptions } from '../commander.ts';
import * as help from '../help.ts';
import { CHECKS, EMBEDDED } from '../options/checks.ts';
import { CONNECTION } from '../options/connection.ts';
import { JOB } from '../options/job.ts';
import { OUTPUT } from '../options/output.ts';
import { STREAM } from '../options/tables.ts';
import type { Context } from './context.ts';

/** `stream [target]`. */
export function registerStream(program: Command, context: Context): void {
  const command = program
    .command('stream')
    .summary("stream a job's frames, check every one, report")
    .description(help.STREAM)
    .argument('[target]', 'host:port, grpc(s)://host:port or unix:/path; without one the embedded simulator is used')
    .addHelpText('after', help.STREAM_EXAMPLES);
  addOptions(command, JOB, 'The job and what to expect of it');
  addOptions(command, CHECKS, 'Checks and limits');
  addOptions(command, CONNECTION, 'Connection');
  addOptions(command, EMBEDDED, 'Embedded simulator');
  addOptions(command, OUTPUT, 'Output');
  command.action(async (target: string | undefined) => {
    const { stream } = await import('../commands/stream.ts');
    const { settings, config } = context.settle(command, STREAM);
    context.exit(await stream(target, settings, config, context.io));
  });
}
