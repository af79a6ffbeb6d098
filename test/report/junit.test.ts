import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { renderJunit } from '../../src/report/junit.ts';
import {
  broken,
  errored,
  failed,
  interrupted,
  passed,
  reached,
  refused,
  samples,
  warned,
} from '../support/result-samples.ts';

/** The test case of a name with what is in it. */
function testcase(xml: string, name: string): string {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(` *<testcase [^>]*name="${escaped}"[^>]*?(/>|>[^]*?</testcase>)`).exec(xml)?.[0] ?? '';
}

function count(xml: string, attribute: string): number {
  return Number(new RegExp(`<testsuite [^>]*${attribute}="(\\d+)"`).exec(xml)?.[1]);
}

describe('renderJunit', () => {
  it('has one case a rule, one a threshold and one for the connection', () => {
    for (const [name, sample] of Object.entries(samples)) {
      const xml = renderJunit(sample);
      const cases = xml.match(/<testcase /g)?.length;
      expect(cases, name).toBe(sample.checks.length + sample.slo.length + 1);
      expect(count(xml, 'tests'), name).toBe(cases);
      expect(count(xml, 'failures'), name).toBe(xml.match(/<failure /g)?.length ?? 0);
      expect(count(xml, 'errors'), name).toBe(xml.match(/<error /g)?.length ?? 0);
      expect(count(xml, 'skipped'), name).toBe(xml.match(/<skipped /g)?.length ?? 0);
    }
  });

  it('names target, job and embedded in the suite, and seconds for times', () => {
    expect(renderJunit(passed)).toContain(
      '<testsuite name="grpc-validate stream 127.0.0.1:50051 job 12-70788 embedded" tests="11" failures="0" errors="0" skipped="4" time="10.100"',
    );
    expect(renderJunit(errored)).toContain('<testsuite name="grpc-validate stream das.example:443 job 12-70788" ');
    expect(testcase(renderJunit(passed), 'connection')).toContain('time="0.003"');
  });

  it('tells the phases of connect in its connection case, and a peer that is no gRPC server is an error', () => {
    expect(testcase(renderJunit(reached), 'connection')).toContain('<system-out>attempt 1 failed in phase tcp');
    expect(testcase(renderJunit(reached), 'connect.health')).toContain(
      '<failure message="1 violation: the server is NOT_SERVING" type="failure">expected SERVING, got NOT_SERVING</failure>',
    );
    const failed = testcase(renderJunit(refused), 'connection');
    expect(failed).toContain('<error message="the certificate is not trusted" type="error">give --ca FILE</error>');
    expect(failed).toContain('tls: failed 7.50 ms, tls-untrusted');
    const checks = reached.checks.map((check) => ({ ...check, rule: 'connect.grpc' }));
    expect(renderJunit({ ...reached, outcome: 'broken', checks })).toMatch(/connect\.grpc"[^/]*>\s*<error /);
    expect(renderJunit(passed)).not.toContain('<system-out>');
  });

  it('makes findings failures with their places', () => {
    expect(testcase(renderJunit(failed), 'range.finite')).toContain(
      '<failure message="3 violations in 200 examined: the value is NaN" type="failure">stream 0, frame 17, frame_number 1017, row 0, sensor 7, bin 12 (46.875 Hz): rows[0].sensors[id=7].intensity[12] expected a finite number, got NaN&#10;stream 0, frame 44: expected a finite number, got NaN</failure>',
    );
  });

  it('makes skipped checks skipped with the reason', () => {
    expect(testcase(renderJunit(passed), 'dimension.rows')).toContain('<skipped message="no --rows given"/>');
    const [check] = passed.checks;
    const bare = renderJunit({ ...passed, checks: check ? [{ ...check, status: 'skipped' }] : [] });
    expect(testcase(bare, 'structure.decodes')).toContain('<skipped message="not examined"/>');
  });

  it('puts warnings into system-out, which leaves the suite green', () => {
    const xml = renderJunit(warned);
    expect(testcase(xml, 'nonzero.twins')).toContain('<system-out>1 violation in 200 examined: twins&#10;stream 0, ');
    expect(count(xml, 'failures')).toBe(0);
  });

  it('makes a missed threshold a failure and an undecided one an error', () => {
    const xml = renderJunit(failed);
    expect(testcase(xml, 'lost&lt;1')).toContain('<failure message="lost limit 1 (--slo), actual 2" type="failure"/>');
    expect(testcase(xml, 'gap-p95&lt;50ms')).toContain(
      '<error message="gap-p95 limit 50.0 ms (--slo), actual 52.1 ms: ',
    );
  });

  it('fails a threshold that was not estimable only when the user wrote it', () => {
    const [slo] = passed.slo;
    const xml = (origin: string): string =>
      renderJunit({ ...passed, slo: slo ? [{ ...slo, origin, actual: null, status: 'skipped' }] : [] });
    expect(testcase(xml('--slo'), 'first-frame&lt;5s')).toContain('<failure message="not estimable"');
    expect(testcase(xml('default'), 'first-frame&lt;5s')).toContain('<skipped message="not estimable"/>');
  });

  it('says "not estimable" once', () => {
    const [slo] = passed.slo;
    const xml = (reason: string): string =>
      renderJunit({ ...passed, slo: slo ? [{ ...slo, actual: null, status: 'skipped', reason }] : [] });
    expect(xml('not estimable')).toContain('<skipped message="not estimable"/>');
    expect(xml('not estimable from 2 gaps')).toContain('<skipped message="not estimable from 2 gaps"/>');
    expect(xml('the stream never began')).toContain('<skipped message="not estimable: the stream never began"/>');
  });

  it('says what was tolerated, in a case that stays green', () => {
    const tolerated = { violations: 1, reason: '1 of 200 <frames>' };
    const checks = passed.checks.slice(0, 1).map((check) => ({ ...check, ...tolerated }));
    for (const outcome of ['passed', 'failed'] as const) {
      const text = testcase(renderJunit({ ...passed, outcome, checks }), 'structure.decodes');
      expect(text).toContain('<system-out>tolerated: 1 of 200 &lt;frames&gt;</system-out>');
      expect(text).not.toContain('<failure');
    }
  });

  it('makes a broken stream an error, once', () => {
    const xml = renderJunit(broken);
    expect(testcase(xml, 'stream.status')).toContain('<error message="1 violation: connection lost" type="error">');
    expect(count(xml, 'errors')).toBe(1);
    const untold = renderJunit({ ...broken, checks: passed.checks });
    expect(testcase(untold, 'connection')).toContain('<error message="UNAVAILABLE: connection lost"');
    expect(testcase(renderJunit({ ...broken, checks: [], status: null }), 'connection')).toContain('message="broken"');
  });

  it('makes a failed connection an error with its hint', () => {
    expect(testcase(renderJunit(errored), 'connection')).toContain(
      '<error message="das.example:443 refused the connection" type="error">is the server running?</error>',
    );
  });

  it('is never green for a run that did not pass', () => {
    const strict: RunResult = { ...warned, outcome: 'failed', exitCode: 1 };
    expect(testcase(renderJunit(strict), 'nonzero.twins')).toContain('<failure message="1 violation');
    const unexplained: RunResult = { ...passed, outcome: 'failed', exitCode: 1 };
    expect(testcase(renderJunit(unexplained), 'connection')).toContain('<failure message="PASSED');
    for (const sample of [failed, broken, errored, interrupted]) {
      const xml = renderJunit(sample);
      expect(count(xml, 'failures') + count(xml, 'errors'), sample.outcome).toBeGreaterThan(0);
    }
  });

  it('holds no character XML 1.0 forbids and no markup of the peer', () => {
    const message = '\u0000</testsuite><!-- & \u001b[0m ]]>';
    const xml = renderJunit({
      ...failed,
      target: failed.target && { ...failed.target, address: '\u0001<x>' },
      labels: { '"': message },
      job: { id: message },
      suspect: [message],
      slo: failed.slo.map((slo) => ({ ...slo, expression: message, origin: message, reason: message })),
      summary: { ...failed.summary, line: message },
      checks: failed.checks.map((check) => ({
        ...check,
        reason: message,
        findings: check.findings.map((finding) => ({ ...finding, message, actual: message })),
      })),
    });
    // eslint-disable-next-line no-control-regex -- that there are none is the point
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    expect(xml.match(/<\/testsuite>/g)).toHaveLength(1);
    expect(xml).not.toContain('<x>');
  });
});
