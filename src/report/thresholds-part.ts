import type { SloResult } from '../base/result.ts';
import { printable } from '../base/text.ts';
import { grid } from './grid.ts';
import { statusMark } from './style.ts';
import type { Style } from './style.ts';
import { amount } from './words.ts';
import { labelled } from './wrap.ts';

/** Thresholds with limit, origin, actual value and status; reasons below. Empty without thresholds. */
export function thresholdsPart(slos: readonly SloResult[], style: Style): string[] {
  if (slos.length === 0) return [];
  const table = grid(
    [
      { title: 'threshold', flexible: true },
      { title: 'limit', align: 'right' },
      { title: 'actual', align: 'right' },
      { title: 'status' },
      { title: 'origin', flexible: true },
    ],
    slos.map(({ expression, limit, unit, actual, status, origin }) => [
      printable(expression),
      amount(limit, unit),
      amount(actual, unit),
      statusMark(status, style),
      printable(origin),
    ]),
    style,
  );
  const reasons = slos.flatMap(({ metric, reason }) =>
    reason === undefined ? [] : [labelled('  -', printable(`${metric}: ${reason}`), style.width, 4)],
  );
  return [[table, ...reasons].join('\n')];
}
