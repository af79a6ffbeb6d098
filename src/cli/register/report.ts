import type { Command } from 'commander';
import { addOptions } from '../commander.ts';
import * as help from '../help.ts';
import { OUTPUT } from '../options/output.ts';
import type { Context } from './context.ts';

/** `report FILE`. */
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
}
