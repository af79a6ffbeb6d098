import type { RunResult } from '../base/result.ts';
import { printable } from '../base/text.ts';
import { formatMs } from '../base/units.ts';
import { grid } from './grid.ts';
import { attemptLines, phaseRows } from './phases.ts';
import type { Style } from './style.ts';
import { statusMark } from './style.ts';
import { labelled } from './wrap.ts';

/** How a server was reached, for `connect`: the attempts that failed, and the phases of the last one as a table. */
export function phasesPart(result: RunResult, style: Style): string[] {
  const rows = result.command === 'connect' ? phaseRows(result) : [];
  if (rows.length === 0) return [];
  const table = grid(
    [{ title: 'phase' }, { title: 'status' }, { title: 'time', align: 'right' }, { title: '', flexible: true }],
    rows.map(({ name, status, ms, detail }) => [
      name,
      statusMark(status, style),
      ms === null ? '' : formatMs(ms),
      printable(detail, 2000),
    ]),
    style,
  );
  const { ms } = result.connect;
  const attempts = attemptLines(result).map((line) => labelled('', printable(line, 2000), style.width, 0));
  const all = ms === null ? [] : [`connected in ${formatMs(ms)}`];
  return [...(attempts.length === 0 ? [] : [attempts.join('\n')]), [table, ...all].join('\n')];
}
