import type { Command } from 'commander';
import { addOptions } from '../commander.ts';
import * as help from '../help.ts';
import { BASELINE } from '../options/baseline.ts';
import { LOAD } from '../options/bench.ts';
import { BENCH_CALL } from '../options/bench-call.ts';
import { CHECKS, EMBEDDED } from '../options/checks.ts';
import { CONNECTION } from '../options/connection.ts';
import { OUTPUT } from '../options/output.ts';
import { BENCH } from '../options/tables.ts';
import type { Context } from './context.ts';

/** `bench [target]`. */
export function registerBench(program: Command, context: Context): void {
  const command = program
    .command('bench')
    .summary('many streams side by side, as fast as they come: histograms and limits')
    .description(help.BENCH)
    .argument('[target]', 'host:port, grpc(s)://host:port or unix:/path; without one the embedded simulator is used')
    .addHelpText('after', help.BENCH_EXAMPLES);
  addOptions(command, LOAD, 'The load, and what to expect of the frames');
  addOptions(command, BENCH_CALL, 'Calls of any method');
  addOptions(command, CHECKS, 'Checks and limits');
  addOptions(command, BASELINE, 'Comparison with an earlier bench');
  addOptions(command, CONNECTION, 'Connection');
  addOptions(command, EMBEDDED, 'Embedded simulator');
  addOptions(command, OUTPUT, 'Output');
  command.action(async (target: string | undefined) => {
    const { settings, config } = context.settle(command, BENCH);
    if (settings.values.call === null) {
      const { bench } = await import('../commands/bench.ts');
      context.exit(await bench(target, settings, config, context.io));
      return;
    }
    // What compiles rules and schemas is for this alone.
    const { benchCalls } = await import('../commands/bench-call.ts');
    context.exit(await benchCalls(target, settings, config, context.io));
  });
}
