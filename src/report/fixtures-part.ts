import type { FixtureCase, FixtureIssue, FixturesPart } from '../base/fixtures-result.ts';
import type { CheckResult, RunResult } from '../base/result.ts';
import { plural, printable } from '../base/text.ts';
import { formatMs } from '../base/units.ts';
import { skippedBlock } from './checks-part.ts';
import { coveragePart } from './fixture-coverage-part.ts';
import { mutationPart } from './fixture-mutation-part.ts';
import { grid, type Column } from './grid.ts';
import { statusMark, type Style } from './style.ts';
import { longPlace } from './words.ts';
import { labelled } from './wrap.ts';

/** What the `fixtures` commands have to show: the fixtures, what is to say of their files, where they failed. */
export function fixturesPart({ checks }: RunResult, fixtures: FixturesPart, style: Style): string[] {
  const byRule = new Map(fixtures.cases.map((each, i) => [each, checks[i]] as const));
  const unexercised = new Set(
    fixtures.coverage?.methods.filter((each) => each.fixtures === 0).map(({ method }) => method),
  );
  const found = checks.filter(
    ({ rule, status, findings }) =>
      status !== 'passed' &&
      status !== 'skipped' &&
      // That a method has no fixture is told by the table of methods.
      findings.length > (unexercised.has(rule) ? 1 : 0),
  );
  const isCoverage = fixtures.coverage !== undefined || fixtures.reports !== undefined;
  const skipped = checks.filter(({ status }) => status === 'skipped');
  const isLint = fixtures.targets.length === 0 && !isCoverage;
  return [
    ...(checks.length === 0 || fixtures.cases.length === 0 || isCoverage ? [] : [caseTable(fixtures, byRule, style)]),
    ...(isLint ? issuesPart(fixtures.cases, style) : found.map((check) => findingsBlock(check, style))),
    ...(skipped.length === 0 ? [] : [skippedBlock(skipped, style)]),
    ...(fixtures.mutation === undefined ? [] : mutationPart(fixtures.mutation, style)),
    ...coveragePart(fixtures, style),
  ];
}

function caseTable(
  { cases, targets, mutation }: FixturesPart,
  checks: ReadonlyMap<FixtureCase, CheckResult | undefined>,
  style: Style,
): string {
  const isParity = targets.length > 1;
  const columns: Column[] = [
    { title: 'fixture', flexible: true },
    { title: 'kind' },
    ...(targets.length === 0 ? [{ title: 'profile' }] : []),
    ...(isParity ? targets.map(({ address }) => ({ title: printable(address, 40) })) : [{ title: 'result' }]),
    ...(targets.length === 1 ? [{ title: mutation === undefined ? 'time' : 'mutants', align: 'right' as const }] : []),
  ];
  const rows = cases.map((each) => {
    const check = checks.get(each);
    const results = isParity
      ? each.outcomes.map(({ status }) => statusMark(status, style))
      : [check === undefined ? '' : statusMark(check.status, style)];
    const time = each.outcomes[0]?.meanMs ?? null;
    return [
      printable(each.name, 200),
      each.kind ?? '-',
      ...(targets.length === 0 ? [each.profile ?? '-'] : []),
      ...results,
      ...(targets.length !== 1 ? [] : [lastColumn(mutation !== undefined, check, time)]),
    ];
  });
  return grid(columns, rows, style);
}

function lastColumn(isMutation: boolean, check: CheckResult | undefined, time: number | null): string {
  if (isMutation) return String(check?.examined ?? 0);
  return time === null ? '-' : formatMs(time);
}

const LEVELS = ['error', 'warning', 'information'] as const;

/** Everything the lint has to say, errors first: where, what, and what to do. */
function issuesPart(cases: readonly FixtureCase[], style: Style): string[] {
  return LEVELS.flatMap((level) => {
    const lines = cases.flatMap(({ file, issues }) =>
      issues.filter((issue) => issue.level === level).map((issue) => issueLine(file, issue, style)),
    );
    if (lines.length === 0) return [];
    return [
      [plural(lines.length, LEVEL_WORDS[level], level === 'information' ? 'notes' : undefined), ...lines].join('\n'),
    ];
  });
}

const LEVEL_WORDS = { error: 'error', warning: 'warning', information: 'note' } as const;

function issueLine(file: string, { level, path, line, column, message, hint }: FixtureIssue, style: Style): string {
  const where = `${file}:${line}:${column}`;
  const text = printable(`${path === '' ? '' : `${path}: `}${message}; ${hint}`, 2000);
  const dress = level === 'error' ? style.chalk.red : level === 'warning' ? style.chalk.yellow : style.chalk.dim;
  return [`  ${dress(printable(where, 200))}`, labelled('   ', text, style.width, 4)].join('\n');
}

function findingsBlock({ rule, violations, findings, status, reason }: CheckResult, style: Style): string {
  const dress = status === 'failed' ? style.chalk.red : style.chalk.yellow;
  const more = violations > findings.length ? [`  and ${violations - findings.length} more`] : [];
  const place = findings[0] === undefined ? '' : longPlace(findings[0]);
  return [
    dress(labelled('', printable(rule, 200), style.width, 0)),
    ...(place === '' ? [] : [labelled('  in', place, style.width, 5)]),
    ...findings.map((finding) => labelled('  -', printable(finding.message, 1000), style.width, 4)),
    ...more,
    ...(reason === undefined ? [] : [labelled('  note', printable(reason), style.width, 7)]),
  ].join('\n');
}
