import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import type { CheckResult, SloResult } from '../../src/base/result.ts';
import type { Evidence } from '../../src/run/verdict.ts';
import { judgeRun } from '../../src/run/verdict.ts';

const clean: Evidence = {
  failure: null,
  reason: 'status',
  signal: undefined,
  checks: [],
  slo: [],
  received: 5,
  failOn: 'error',
};
const check = (rule: string, status: CheckResult['status']): CheckResult => ({
  rule,
  family: 'range',
  status,
  severity: status === 'warned' ? 'warning' : 'error',
  examined: 1,
  violations: 1,
  findings: [],
});
const slo = (status: SloResult['status'], origin = 'default'): SloResult => ({
  expression: 'fps>10',
  metric: 'fps',
  limit: 10,
  origin,
  actual: null,
  status,
  unit: 'fps',
});

describe('judgeRun', () => {
  it.each<[string, Partial<Evidence>, string, number]>([
    ['a clean run', {}, 'passed', 0],
    ['a failed check', { checks: [check('range.finite', 'failed')] }, 'failed', 1],
    ['a warning', { checks: [check('nonzero.twins', 'warned')] }, 'passed', 0],
    ['a warning that counts', { checks: [check('nonzero.twins', 'warned')], failOn: 'warning' }, 'failed', 1],
    ['a skipped check', { checks: [check('range.finite', 'skipped')] }, 'passed', 0],
    ['a missed limit', { slo: [slo('failed')] }, 'failed', 1],
    ['a limit missed in a doubtful run', { slo: [slo('inconclusive')] }, 'failed', 1],
    ['a default limit that was not estimable', { slo: [slo('skipped')] }, 'passed', 0],
    ['a written limit that was not estimable', { slo: [slo('skipped', '--slo')] }, 'failed', 1],
    ['an error status', { checks: [check('stream.status', 'failed')] }, 'broken', 4],
    ['an error status called a warning', { checks: [check('stream.status', 'warned')] }, 'broken', 4],
    ['no frames, called a warning', { received: 0, checks: [check('stream.first-frame', 'warned')] }, 'failed', 1],
    ['a late first frame, called a warning', { checks: [check('stream.first-frame', 'warned')] }, 'passed', 0],
    ['a stalled stream', { reason: 'stalled' }, 'broken', 4],
    ['a broken wire', { reason: 'broken' }, 'broken', 4],
    ['our deadline', { reason: 'deadline', checks: [check('stream.status', 'failed')] }, 'broken', 4],
    ['our deadline, expected', { reason: 'deadline' }, 'passed', 0],
    ['a broken stream with findings', { reason: 'broken', checks: [check('range.finite', 'failed')] }, 'broken', 4],
    ['no connection', { reason: null, failure: new Failure('tcp-refused', 'x') }, 'errored', 3],
    ['a job the server refused', { reason: null, failure: new Failure('job-refused', 'x') }, 'broken', 4],
    ['a bug of ours', { reason: null, failure: new Failure('internal', 'x') }, 'errored', 70],
    ['Ctrl-C', { reason: 'interrupted', signal: 'SIGINT' }, 'interrupted', 130],
    [
      'Ctrl-C with findings',
      { reason: 'interrupted', signal: 'SIGINT', checks: [check('range.finite', 'failed')] },
      'interrupted',
      130,
    ],
    ['SIGTERM', { reason: 'interrupted', signal: 'SIGTERM' }, 'interrupted', 143],
    ['Ctrl-C while connecting', { reason: null, failure: new Failure('interrupted', 'x') }, 'interrupted', 130],
  ])('%s', (_, evidence, outcome, exitCode) => {
    expect(judgeRun({ ...clean, ...evidence })).toEqual({ outcome, exitCode });
  });
});
