import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { countChecks, renderLine, verdictLine } from '../../src/report/line.ts';
import {
  broken,
  errored,
  failed,
  interrupted,
  passed,
  reached,
  sampleFinding,
  warned,
} from '../support/result-samples.ts';

const real: RunResult = { ...passed, target: passed.target && { ...passed.target, embedded: false } };

describe('verdictLine', () => {
  it('of a passed run counts frames and checks, and names rate and gap', () => {
    expect(verdictLine(passed)).toBe(
      'PASSED (embedded simulator): job 12-70788, 200 frames, 4 checks passed, 0 warned, 4 skipped, 20.0 fps, gap p95 52.1 ms',
    );
    expect(verdictLine(real)).toMatch(/^PASSED: job/);
  });

  it('takes the maximum where p95 is not estimable, and leaves out what is not known', () => {
    expect(verdictLine({ ...real, metrics: interrupted.metrics })).toMatch(/4 skipped, gap max 51\.0 ms$/);
    expect(verdictLine({ ...real, metrics: null, job: null, frames: null })).toBe(
      'PASSED: 4 checks passed, 0 warned, 4 skipped',
    );
  });

  it('says when the timings are suspect', () => {
    for (const sample of [passed, broken, errored, interrupted, failed]) {
      expect(verdictLine({ ...sample, suspect: ['slow'] })).toMatch(/[^,], timings suspect$/);
      expect(verdictLine({ ...sample, suspect: [] })).not.toContain('suspect');
    }
    expect(verdictLine({ ...passed, metrics: null, suspect: ['slow'] })).toMatch(/4 skipped, timings suspect$/);
  });

  it('of a call names the method and counts messages', () => {
    const call = { method: 'pkg.Service/Method', kind: 'unary' } as const;
    expect(verdictLine({ ...real, job: null, call })).toMatch(
      /^PASSED: pkg\.Service\/Method, 200 messages, .* 20\.0 messages\/s, gap p95/,
    );
    expect(verdictLine({ ...failed, call })).toContain('range.finite at message 17 (sensor 7, bin 12)');
  });

  it('of connect tells in what time the server was reached, and at which attempt', () => {
    const well = { ...reached, outcome: 'passed' as const };
    expect(verdictLine(well)).toBe(
      'PASSED: connected in 12.5 ms at attempt 2, 1 check passed, 1 failed, 0 warned, 1 skipped',
    );
    const once = { ...reached.connect, attempts: reached.connect.attempts.slice(1) };
    expect(verdictLine({ ...well, connect: once })).toMatch(/^PASSED: connected in 12\.5 ms, /);
    expect(verdictLine(reached)).toBe('FAILED: connect.health: the server is NOT_SERVING');
  });

  it('of a failed run names the first finding and counts the rest', () => {
    expect(verdictLine(failed)).toBe(
      'FAILED (embedded simulator): range.finite at frame 17 (sensor 7, bin 12): the value is NaN; +2 more, timings suspect',
    );
  });

  it('names the row where no sensor is named, and the stream where it is not the first', () => {
    const [, check] = failed.checks;
    const { sensor: _sensor, bin: _bin, ...finding } = { ...sampleFinding, stream: 2 };
    const line = verdictLine({
      ...failed,
      slo: [],
      suspect: [],
      checks: check ? [{ ...check, findings: [finding] }] : [],
    });
    expect(line).toMatch(/range\.finite at frame 17 \(stream 2, row 0\): the value is NaN$/);
  });

  it('of a run failed by thresholds alone names them', () => {
    const thresholds = { ...failed, checks: passed.checks, suspect: [] };
    expect(verdictLine(thresholds)).toMatch(/: threshold lost<1: 2; \+1 more$/);
    expect(verdictLine({ ...thresholds, slo: failed.slo.slice(1) })).toMatch(
      /: threshold gap-p95<50ms: 52\.1 ms, inconclusive$/,
    );
    const [slo] = failed.slo;
    const skipped = slo ? [{ ...slo, actual: null, status: 'skipped' as const, reason: 'not estimable' }] : [];
    expect(verdictLine({ ...thresholds, slo: skipped })).toMatch(/: threshold lost<1: skipped, not estimable$/);
  });

  it('of a run failed by warnings alone names those', () => {
    expect(verdictLine({ ...warned, outcome: 'failed' })).toMatch(/: nonzero\.twins at frame 3 \(sensor 4\): twins$/);
  });

  it('of a failed run never ends without a reason', () => {
    const bare = { ...real, outcome: 'failed' as const };
    expect(verdictLine(bare)).toBe('FAILED: no reason was recorded');
    expect(verdictLine({ ...bare, failure: { code: 'x', message: 'y', hint: null } })).toBe('FAILED: x: y');
    const [check] = passed.checks;
    const counted = check ? [{ ...check, status: 'failed' as const, violations: 2 }] : [];
    expect(verdictLine({ ...bare, checks: counted })).toBe('FAILED: structure.decodes: 2 violations');
  });

  it('of a broken stream names cause, how far it came and the status, in one form', () => {
    expect(verdictLine(broken)).toBe(
      'BROKEN (embedded simulator): connection-lost after 200 frames: UNAVAILABLE: connection lost',
    );
    const failure = { code: 'connection-lost', message: 'UNAVAILABLE: connection lost', hint: null };
    expect(verdictLine({ ...broken, failure })).toBe(verdictLine(broken));
    const status = broken.status && { ...broken.status, message: '' };
    expect(verdictLine({ ...broken, status })).toMatch(/: connection-lost after 200 frames: UNAVAILABLE$/);
    const call = { method: 'a.B/C', kind: 'unary' } as const;
    expect(verdictLine({ ...broken, call })).toMatch(/: connection-lost after 200 messages: /);
    const stalled = { ...broken, failure: { code: 'stalled', message: 'silent for 30.00 s', hint: null } };
    expect(verdictLine(stalled)).toMatch(/: stalled after 200 frames: silent for 30\.00 s$/);
    expect(verdictLine({ ...broken, status: null, frames: null })).toMatch(/: stream-broken: no status is known$/);
  });

  it('of a run that could not be made names the failure', () => {
    expect(verdictLine(errored)).toBe('ERROR: tcp-refused: das.example:443 refused the connection');
    expect(verdictLine({ ...errored, failure: null })).toBe('ERROR: the run could not be made');
  });

  it('counts no checks where none could be made', () => {
    const nothing = { ...interrupted, checks: [], frames: null, metrics: null };
    expect(verdictLine(nothing)).toMatch(/ after 12\.00 s: job 12-70788$/);
    expect(verdictLine({ ...nothing, job: null })).toMatch(/ after 12\.00 s: interrupted: interrupted$/);
    expect(verdictLine({ ...nothing, job: null, failure: null })).toMatch(/ after 12\.00 s: nothing was received$/);
    for (const sample of [errored, nothing]) expect(verdictLine(sample)).not.toMatch(/check|warned|skipped/);
  });

  it('of an interrupted run says after how long', () => {
    expect(verdictLine(interrupted)).toBe(
      'INTERRUPTED (embedded simulator) after 12.00 s: job 12-70788, 3 frames, 4 checks passed, 0 warned, 4 skipped',
    );
    expect(verdictLine({ ...interrupted, checks: failed.checks })).toContain('3 checks passed, 1 failed, 0 warned');
  });

  it('stays one line whatever the peer says', () => {
    const check = failed.checks.map((each) => ({
      ...each,
      findings: each.findings.map((finding) => ({ ...finding, message: 'a\nb' })),
    }));
    expect(verdictLine({ ...failed, checks: check })).not.toContain('\n');
  });
});

describe('countChecks', () => {
  it('counts each way a check can end', () => {
    expect(countChecks([...failed.checks, ...warned.checks])).toEqual({ passed: 6, warned: 1, failed: 1, skipped: 8 });
  });
});

describe('renderLine', () => {
  it('is the line of the summary with a line end', () => {
    expect(renderLine(passed)).toBe(`${passed.summary.line}\n`);
  });
});
