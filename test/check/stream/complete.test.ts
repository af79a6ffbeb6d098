import { describe, expect, it } from 'vitest';
import type { StreamEnd } from '../../../src/base/expectation.ts';
import { badMessage, buildShape, healthyFrames, judgeAll, without } from '../../support/check-frames.ts';

const RULE = 'stream.complete';
const fact = (value: number, origin = '--frames'): { value: number; origin: string } => ({ value, origin });
const frames = { frames: fact(10) };

describe(RULE, () => {
  it('passes as many frames as were asked for', () => {
    expect(judgeAll(healthyFrames(10), { expectation: frames }).check(RULE)).toMatchObject({
      status: 'passed',
      examined: 1,
    });
    const end = { reason: 'max-frames' } as const;
    expect(judgeAll(healthyFrames(10), { expectation: frames, end }).check(RULE).status).toBe('passed');
  });

  it('fails fewer than --frames though the status is OK', () => {
    const judged = judgeAll(healthyFrames(9), { expectation: frames });
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1 });
    expect(judged.finding(RULE)).toMatchObject({ expected: 'at least 10 frames (--frames)', actual: '9' });
  });

  it('fails fewer than --min-frames, also when we ended the stream on purpose', () => {
    const expectation = { minFrames: fact(10, '--min-frames') };
    for (const reason of ['status', 'duration', 'watched'] as const) {
      expect(judgeAll(healthyFrames(9), { expectation, end: { reason } }).check(RULE).status).toBe('failed');
      expect(judgeAll(healthyFrames(10), { expectation, end: { reason } }).check(RULE).status).toBe('passed');
    }
  });

  it('fails fewer than 0.9 of nominal over a --duration', () => {
    const expectation = { fps: fact(20, '--fps') };
    const end = { reason: 'duration', requestedMs: 1000, durationMs: 1100, firstFrameMs: 100 } as const;
    expect(judgeAll(healthyFrames(18), { expectation, end }).check(RULE).status).toBe('passed');
    const judged = judgeAll(healthyFrames(17), { expectation, end });
    expect(judged.finding(RULE).expected).toBe('at least 18 frames (0.9 of nominal, --fps)');
    const late = { ...end, durationMs: 1000, firstFrameMs: 500 };
    expect(judgeAll(healthyFrames(9), { expectation, end: late }).check(RULE).status).toBe('passed');
  });

  it('fails a historic job that lacks more rows than one window holds', () => {
    const expectation = { totalRows: fact(20, 'description'), rowStepMs: fact(50, 'description') };
    expect(judgeAll(healthyFrames(18), { expectation }).check(RULE).status).toBe('passed');
    const judged = judgeAll(healthyFrames(17), { expectation });
    expect(judged.finding(RULE)).toMatchObject({ expected: 'at least 18 rows (description)', actual: '17' });
    const windowed = { ...expectation, prr: fact(1000), nfft: fact(512) };
    expect(judgeAll(healthyFrames(8), { expectation: windowed }).check(RULE).status).toBe('passed');
    expect(judgeAll(healthyFrames(7), { expectation: windowed }).check(RULE).status).toBe('failed');
  });

  it('does not hold against a historic job the rows of a frame that could not be read', () => {
    const expectation = { totalRows: fact(20, 'description'), rowStepMs: fact(50, 'description') };
    const all = healthyFrames(18).map((frame) =>
      frame.index === 9 ? badMessage(9, { kind: 'shape', offset: 0, message: 'x' }) : frame,
    );
    expect(judgeAll(all, { expectation }).check(RULE)).toMatchObject({
      status: 'skipped',
      reason: 'the rows of 1 bad frame are not known',
    });
    expect(judgeAll(all.slice(0, -1), { expectation }).check(RULE).status).toBe('failed');
  });

  it('fails a stream that ends with OK long before the duration asked for', () => {
    const judged = judgeAll(healthyFrames(5), { expectation: { fps: fact(20) }, end: { requestedMs: 2000 } });
    expect(judged.check(RULE).status).toBe('failed');
    expect(judged.finding(RULE).expected).toContain('at least 36 frames');
  });

  it('does not count rows of a repeated frame twice', () => {
    const expectation = { totalRows: fact(20), rowStepMs: fact(50) };
    const still = healthyFrames(20, {
      value: () => 1,
      change: (plain) => ({ ...plain, rows: plain.rows.map((row) => ({ ...row, start: 1e12, end: 1e12 + 50 })) }),
    });
    expect(judgeAll(still, { expectation }).check(RULE).status).toBe('failed');
    const shape = buildShape(without('rowStart', 'rowEnd'));
    expect(judgeAll(healthyFrames(20), { expectation, shape }).check(RULE).status).toBe('passed');
  });

  it.each<[string, Partial<StreamEnd>, object]>([
    ['length unknown', {}, {}],
    ['we ended the stream earlier on purpose', { reason: 'duration' }, frames],
    ['the stream was interrupted', { reason: 'interrupted' }, frames],
    ['the stream did not end with OK', { reason: 'stalled' }, frames],
    ['the stream did not end with OK', { status: { code: 5, name: 'NOT_FOUND', message: '' } }, frames],
    ['the stream did not end with OK', { reason: 'broken', status: null }, frames],
  ])('is skipped: %s', (reason, end, expectation) => {
    expect(judgeAll(healthyFrames(3), { expectation, end }).check(RULE)).toMatchObject({ status: 'skipped', reason });
  });
});
