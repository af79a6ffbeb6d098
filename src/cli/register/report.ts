import type { Command } from 'commander';
import { addOptions } from '../commander.ts';
import * as help from '../help.ts';
import { MERGE, MERGE_ONLY } from '../options/merge.ts';
import { OUTPUT } from '../options/output.ts';
import type { Context } from './context.ts';

/** `report FILE` and `report merge FILE...`. */
export function registerReport(program: Command, context: Context): void {
  const command = program
    .command('report')
    .summary('render a saved result again')
    .description(help.REPORT)
    .argument('<file>', 'a result document, as --report json=FILE writes it')
    .addHelpText('after', help.REPORT_EXAMPLES);
  const { output, json, report: reports, config, quiet } = OUTPUT;
  addOptions(command, { output, json, report: reports, config, quiet }, 'Output');
  command.action(async (path: string) => {
    const { report } = await import('../commands/report.ts');
    const { settings } = context.settle(command, OUTPUT);
    context.exit(await report(path, settings, context.io));
  });
  registerMerge(command, context);
}

function registerMerge(parent: Command, context: Context): void {
  const command = parent
    .command('merge')
    .summary('merge the results of benches that ran side by side into one')
    .description(help.MERGE)
    .argument('<files...>', 'result documents of bench, as --report json=FILE writes them')
    .addHelpText('after', help.MERGE_EXAMPLES);
  const { output, json, report: reports, config, quiet } = OUTPUT;
  addOptions(command, MERGE_ONLY, 'Merging');
  addOptions(command, { output, json, report: reports, config, quiet }, 'Output');
  command.action(async (files: [string, ...string[]]) => {
    const { reportMerge } = await import('../commands/report-merge.ts');
    const { settings } = context.settle(command, MERGE);
    context.exit(await reportMerge(files, settings, context.io));
  });
}
