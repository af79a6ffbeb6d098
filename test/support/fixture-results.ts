import type { FixtureCase, FixturesPart } from '../../src/base/fixtures-result.ts';
import type { CheckResult, RunResult } from '../../src/base/result.ts';
import { countChecks, verdictLine } from '../../src/report/line.ts';
import { passed } from './result-samples.ts';

const CASE: FixtureCase = {
  name: 'count to three',
  file: 'bidi/count.json',
  profile: 'standard',
  kind: 'bidi-stream',
  method: 'demo.v1.Counter/Count',
  category: 'bidirectional_streaming',
  tags: ['counting'],
  issues: [],
  outcomes: [],
};

const ISSUES: FixtureCase['issues'] = [
  {
    level: 'warning',
    path: 'skip',
    line: 5,
    column: 11,
    message: 'skipped without a reason',
    hint: 'say why in "skip_reason"',
  },
  {
    level: 'error',
    path: 'handler.method',
    line: 9,
    column: 3,
    message: 'demo.v1.Counter has no method Coumt',
    hint: 'did you mean Count?',
  },
  { level: 'information', path: '', line: 1, column: 1, message: 'Ask is defined otherwise', hint: 'nothing' },
];

const fixtureCheck: CheckResult = {
  rule: CASE.name,
  family: 'fixture',
  status: 'passed',
  severity: 'error',
  examined: 1,
  violations: 0,
  durationMs: 12.5,
  findings: [],
};

function document(
  command: string,
  checks: readonly CheckResult[],
  fixtures: FixturesPart,
  more: Partial<RunResult> = {},
): RunResult {
  const failed = checks.some(({ status }) => status === 'failed');
  const made: RunResult = {
    ...passed,
    command,
    job: null,
    layout: null,
    frames: null,
    source: null,
    metrics: null,
    streams: [],
    timeline: [],
    slo: [],
    checks,
    fixtures,
    outcome: failed ? 'failed' : 'passed',
    endReason: 'completed',
    exitCode: failed ? 1 : 0,
    ...more,
  };
  return { ...made, summary: { ...countChecks(checks), line: verdictLine(made) } };
}

const NO_SERVER = { target: null, status: null, connect: { attempts: [], ms: null, startupMs: null } };
const outcome = (status: CheckResult['status']) => ({ status, calls: 1, meanMs: 12.5, maxMs: 12.5 });
const target = (address: string) => ({
  ...{ address, embedded: false, connectMs: 3.5, passed: 1, warned: 0, failed: 1, skipped: 1, failure: null },
});

/** `fixtures validate` of a good and a bad file. */
export const linted: RunResult = document(
  'fixtures validate',
  [
    fixtureCheck,
    {
      ...fixtureCheck,
      rule: 'bad',
      status: 'failed',
      violations: 2,
      findings: [
        {
          place: 'bad.json:9:3',
          path: 'handler.method',
          expected: 'nothing to say of the file',
          actual: 'x',
          message: 'demo.v1.Counter has no method Coumt: did you mean Count?',
        },
      ],
    },
  ],
  {
    dir: 'fixtures',
    files: 9,
    targets: [],
    cases: [CASE, { ...CASE, name: 'bad', file: 'bad.json', kind: null, method: null, issues: ISSUES }],
  },
  NO_SERVER,
);

const DIFFERENCE = {
  place: 'bidi/two.json',
  path: 'stream[1].text',
  expected: '"two"',
  actual: '"tow"',
  message: 'stream[1].text: expected "two", got "tow"',
};
const RUN_CHECKS: readonly CheckResult[] = [
  fixtureCheck,
  { ...fixtureCheck, rule: 'two', status: 'failed', violations: 7, findings: [DIFFERENCE], reason: 'odd' },
  {
    ...fixtureCheck,
    rule: 'three',
    status: 'skipped',
    examined: 0,
    reason: 'no reason given in the file',
    findings: [],
  },
];

/** `fixtures run` in which one passed, one failed and one was skipped. */
export const ran: RunResult = document('fixtures run', RUN_CHECKS, {
  dir: 'fixtures',
  files: 3,
  targets: [target('127.0.0.1:50051')],
  cases: [
    { ...CASE, outcomes: [outcome('passed')] },
    { ...CASE, name: 'two', file: 'bidi/two.json', outcomes: [outcome('failed')] },
    { ...CASE, name: 'three', outcomes: [{ status: 'skipped', calls: 0, meanMs: null, maxMs: null }] },
  ],
});

/** The same against two servers. */
export const parity: RunResult = document('fixtures run', RUN_CHECKS.slice(0, 2), {
  dir: 'fixtures',
  files: 3,
  targets: [target('a:1'), target('b:2')],
  cases: [
    { ...CASE, outcomes: [outcome('passed'), outcome('passed')] },
    { ...CASE, name: 'two', outcomes: [outcome('passed'), outcome('failed')] },
  ],
});

/** `fixtures run --mutate` with a survivor. */
export const mutated: RunResult = document(
  'fixtures run',
  [{ ...fixtureCheck, status: 'failed', examined: 12, violations: 1 }],
  {
    dir: 'fixtures',
    files: 1,
    targets: [target('127.0.0.1:50051')],
    cases: [{ ...CASE, outcomes: [outcome('failed')] }],
    mutation: {
      mutants: 12,
      killed: 11,
      survivors: [{ file: 'bidi/count.json', path: 'request.stream[0].number', change: '1 -> 7920' }],
      leftOut: ['a', 'b', 'c', 'd'].map((file) => ({ file, path: 'description', reason: 'prose' })),
    },
  },
);

/** `fixtures coverage`, both meanings. */
export const covered: RunResult = document(
  'fixtures coverage',
  [],
  {
    dir: 'fixtures',
    files: 1,
    targets: [],
    cases: [],
    coverage: {
      source: 'api.proto',
      methods: [
        { method: 'demo.v1.Counter/Count', kind: 'bidi-stream', fixtures: 2, statuses: ['OK', 'INTERNAL'] },
        { method: 'demo.v1.Counter/Reset', kind: 'unary', fixtures: 0, statuses: [] },
      ],
      covered: 1,
      percent: 50,
      kinds: { unary: 0, 'bidi-stream': 2 },
      statuses: { OK: 1, INTERNAL: 1, ABORTED: 0 },
    },
    reports: [
      { file: 'lcov.info', format: 'LCOV', covered: 80, total: 90, percent: 88.888 },
      { file: 'gone.xml', format: null, covered: null, total: null, percent: null },
    ],
  },
  NO_SERVER,
);
