import type { CheckResult, Finding } from '../base/result.ts';
import { printable } from '../base/text.ts';
import { grid } from './grid.ts';
import { statusMark, toleratedMark } from './style.ts';
import type { Style } from './style.ts';
import type { Noun } from './words.ts';
import { extent, longPlace, settledWords, timesOf, toleratedWords } from './words.ts';
import { labelled } from './wrap.ts';

const COLUMN = 12;

/** The checks that were made as a table, then what each failed or warned rule found first, then what was not made. */
export function checksPart(checks: readonly CheckResult[], style: Style, noun: Noun = 'frame'): string[] {
  const made = checks.filter(({ status }) => status !== 'skipped');
  const found = made.filter(({ status }) => status !== 'passed');
  const skipped = checks.filter(({ status }) => status === 'skipped');
  return [
    ...(made.length === 0 ? [] : [[checksTable(made, style), ...tableNotes(checks, style)].join('\n')]),
    ...found.map((check) => findingBlock(check, style, noun)),
    ...(skipped.length === 0 ? [] : [skippedBlock(skipped, style)]),
  ];
}

function checksTable(checks: readonly CheckResult[], style: Style): string {
  return grid(
    [
      { title: 'check', flexible: true },
      { title: 'status' },
      { title: 'examined', align: 'right' },
      { title: 'violations', align: 'right' },
    ],
    checks.map(({ rule, status, examined, violations }) => [
      printable(rule),
      status === 'passed' && violations > 0 ? toleratedMark(style) : statusMark(status, style),
      String(examined),
      String(violations),
    ]),
    style,
  );
}

/** What the table's figures need said: violations that were tolerated, and frames left out by `--settle`. */
function tableNotes(checks: readonly CheckResult[], { width }: Style): string[] {
  const tolerated = checks
    .filter(({ status, violations }) => status === 'passed' && violations > 0)
    .map((check) => `${check.rule}: ${toleratedWords(check)}`);
  return [...tolerated, ...settledWords(checks)].map((note) => labelled('  -', printable(note, 2000), width, 4));
}

function findingBlock(check: CheckResult, style: Style, noun: Noun): string {
  const [finding] = check.findings;
  const { firstAt, lastAt } = check;
  const span =
    firstAt === undefined || lastAt === undefined || firstAt === lastAt ? '' : `, ${noun}s ${firstAt}..${lastAt}`;
  const title = labelled('', `${printable(check.rule)}: ${extent(check)}${span}`, style.width, 0);
  const rows = finding === undefined ? [] : findingRows(finding, noun);
  const reason = check.reason === undefined ? [] : [['note', check.reason] as const];
  const lines = [...rows, ...reason].map(([label, text]) =>
    labelled(`  ${label}`, printable(text), style.width, COLUMN),
  );
  const dress = check.status === 'failed' ? style.chalk.red : style.chalk.yellow;
  return [dress(title), ...lines].join('\n');
}

function findingRows(finding: Finding, noun: Noun): (readonly [label: string, text: string])[] {
  const times = timesOf(finding);
  const place = longPlace(finding, noun);
  return [
    ['first', finding.message],
    ...(place === '' ? [] : [['where', place] as const]),
    ...(finding.path === undefined ? [] : [['path', finding.path] as const]),
    ...(times === null ? [] : [['when', times] as const]),
    ['expected', finding.expected],
    ['actual', finding.actual],
  ];
}

/** What was not made, by reason. */
export function skippedBlock(skipped: readonly CheckResult[], style: Style): string {
  const byReason = new Map<string, string[]>();
  for (const { rule, reason = 'no reason given' } of skipped) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), rule]);
  }
  const lines = [...byReason].map(([reason, rules]) => {
    const text = printable(`${reason}: ${rules.join(', ')}`, 2000);
    return labelled('  -', text, style.width, 4);
  });
  return [`not made (${skipped.length} skipped):`, ...lines].join('\n');
}
