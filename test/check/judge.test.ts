import { describe, expect, it } from 'vitest';
import { FAMILIES } from '../../src/base/result.ts';
import { createJudge } from '../../src/check/judge.ts';
import { RULE_IDS } from '../../src/check/rules.ts';
import { buildFrame, expecting, fill, healthyFrames, judgeAll, only, withValues } from '../support/check-frames.ts';
import type { JudgeRun } from '../support/check-frames.ts';

const nanAt = (...at: number[]): ReturnType<typeof healthyFrames> =>
  healthyFrames(20, { change: only(at, (plain) => withValues(plain, 0, 0, (of) => [Number.NaN, ...of.slice(1)])) });

describe('createJudge', () => {
  it('gives a result for every rule, in order', () => {
    expect(judgeAll(healthyFrames(3)).checks.map(({ rule }) => rule)).toEqual(RULE_IDS);
  });

  it('runs the families asked for and the three rules that always run, and shows the others as switched off', () => {
    const { checks } = judgeAll(healthyFrames(3), { families: ['structure'] });
    const off = checks.filter(({ reason }) => reason === 'switched off (--checks)');
    expect(off.every(({ status, examined }) => status === 'skipped' && examined === 0)).toBe(true);
    const run = checks.filter((check) => !off.includes(check));
    expect(run.map(({ rule }) => rule).filter((rule) => !rule.startsWith('structure.'))).toEqual([
      'stream.first-frame',
      'stream.status',
      'stream.stalled',
    ]);
    expect(run.map(({ rule }) => rule)).toContain('structure.present');
  });

  it('shows a rule that is off as skipped, and changes the severity of another', () => {
    const judged = judgeAll(nanAt(3), { severities: { 'range.finite': 'warning', 'nonzero.twins': 'off' } });
    expect(judged.check('range.finite')).toMatchObject({ status: 'warned', severity: 'warning' });
    expect(judged.check('nonzero.twins')).toMatchObject({ status: 'skipped', reason: 'switched off (--severity)' });
  });

  it('counts the frames that settling left out', () => {
    const judged = judgeAll(healthyFrames(12), { expectation: { settle: { frames: 5, ms: 0 } } });
    expect(judged.check('range.finite')).toMatchObject({ examined: 7, settled: 5 });
    expect(judged.check('structure.decodes').settled).toBeUndefined();
  });

  it('tolerates a share of frames', () => {
    const run = (share: number): JudgeRun => ({ tolerances: { 'range.finite': share } });
    expect(judgeAll(nanAt(3, 4), run(0.1)).check('range.finite')).toMatchObject({ status: 'passed', violations: 2 });
    expect(judgeAll(nanAt(3, 4, 5), run(0.1)).check('range.finite').status).toBe('failed');
  });

  it.each<JudgeRun>([
    { severities: { 'stream.status': 'off' } },
    { severities: { 'no.rule': 'error' } },
    { tolerances: { 'stream.freeze': 0.1 } },
  ])('refuses %j', (run) => {
    expect(() => judgeAll([], run)).toThrow(/cannot be switched off|no rule|as a whole/);
  });

  it('keeps the first five findings of a rule', () => {
    const { findings, violations } = judgeAll(nanAt(1, 3, 5, 7, 9, 11, 13)).check('range.finite');
    expect(violations).toBe(7);
    expect(findings.map(({ frame }) => frame)).toEqual([1, 3, 5, 7, 9]);
  });

  it('leaves frames out while the stream settles, by number or by time', () => {
    const frames = nanAt(0, 1, 2);
    const check = (settle: { frames: number; ms: number }): unknown =>
      judgeAll(frames, { expectation: { settle } }).check('range.finite');
    expect(check({ frames: 3, ms: 0 })).toMatchObject({ status: 'passed', examined: 17 });
    expect(check({ frames: 2, ms: 0 })).toMatchObject({ status: 'failed', violations: 1 });
    expect(check({ frames: 0, ms: 150 })).toMatchObject({ status: 'passed', examined: 17 });
    expect(check({ frames: 99, ms: 0 })).toMatchObject({
      status: 'skipped',
      reason: expect.stringContaining('--settle'),
    });
  });

  it('judges structure and time also while the stream settles', () => {
    const judged = judgeAll(healthyFrames(3), { expectation: { settle: { frames: 9, ms: 0 } } });
    expect(judged.check('structure.present').examined).toBe(3);
    expect(judged.check('time.order').examined).toBe(2);
  });

  it('says that no frame came, or that none decoded', () => {
    expect(judgeAll([]).check('range.finite').reason).toBe('no frame came');
    const fault = { kind: 'truncated', offset: 0, message: '' };
    expect(judgeAll([{ index: 0, arrival: 1, fault }]).check('range.finite').reason).toBe('no frame could be decoded');
  });

  it('tells errors, warnings and the first finding at any time', () => {
    const judge = createJudge({
      stream: 4,
      expectation: expecting(),
      families: new Set(FAMILIES),
      severities: new Map(),
      tolerances: new Map(),
      requestAt: 0,
    });
    expect(judge.tally()).toEqual({ errors: 0, warnings: 0 });
    judge.arrived(0, 10);
    judge.frame(buildFrame({ rows: [] }));
    judge.frame(buildFrame({ index: 1, rows: [{ sensors: fill(1, 2, 2, () => 3) }] }));
    expect(judge.tally()).toMatchObject({ errors: 2, firstFinding: { stream: 4, frame: 0, actual: '0 rows' } });
  });
});
