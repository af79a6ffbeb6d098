import type { FixtureCoverage, FixturesPart } from '../base/fixtures-result.ts';
import { plural, printable } from '../base/text.ts';
import { formatPercent } from '../base/units.ts';
import { grid } from './grid.ts';
import type { Style } from './style.ts';
import { labelled } from './wrap.ts';

/** What the fixtures exercise, and what reports of other tools say. */
export function coveragePart({ coverage, reports = [] }: FixturesPart, style: Style): string[] {
  return [
    ...(coverage === undefined ? [] : methodsPart(coverage, style)),
    ...(reports.length === 0
      ? []
      : [
          grid(
            [
              { title: 'report', flexible: true },
              { title: 'format' },
              { title: 'covered', align: 'right' },
              { title: 'of', align: 'right' },
              { title: 'percent', align: 'right' },
            ],
            reports.map(({ file, format, covered, total, percent }) => [
              printable(file, 200),
              format ?? '-',
              count(covered),
              count(total),
              percent === null ? '-' : formatPercent(percent),
            ]),
            style,
          ),
        ]),
  ];
}

function methodsPart({ methods, covered, percent, source, kinds, statuses }: FixtureCoverage, style: Style): string[] {
  const share = percent === null ? '' : ` (${formatPercent(percent)})`;
  const missing = methods.filter(({ fixtures }) => fixtures === 0).map(({ method }) => method);
  const rows = methods.map((method) => [
    printable(method.method, 200),
    method.kind,
    method.fixtures === 0 ? style.chalk.yellow('0') : String(method.fixtures),
    method.statuses.join(', ') || '-',
  ]);
  return [
    grid(
      [
        { title: 'method', flexible: true },
        { title: 'kind' },
        { title: 'fixtures', align: 'right' },
        { title: 'statuses' },
      ],
      rows,
      style,
    ),
    [
      labelled(
        '',
        `${covered} of ${plural(methods.length, 'method')} of ${printable(source, 200)} exercised${share}`,
        style.width,
        0,
      ),
      ...(missing.length === 0 ? [] : [row('without a fixture:', printable(missing.join(', '), 10_000), style)]),
      row('kinds:', tally(kinds), style),
      row('statuses:', tally(statuses), style),
    ].join('\n'),
  ];
}

function row(label: string, text: string, { width }: Style): string {
  return labelled(label, text, width, label.length + 1);
}

function tally(counts: Readonly<Record<string, number>>): string {
  const made = Object.entries(counts).filter(([, times]) => times > 0);
  const missing = Object.keys(counts).filter((name) => counts[name] === 0);
  if (made.length === 0) return `none of ${missing.join(', ')}`;
  const words = made.map(([name, times]) => `${name} ${times}`).join(', ');
  return missing.length === 0 ? words : `${words}; none: ${missing.join(', ')}`;
}

function count(value: number | null): string {
  return value === null ? '-' : String(value);
}
