import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { errored, failed, interrupted, passed, reached, refused } from '../support/result-samples.ts';

describe('renderMarkdown', () => {
  it('opens with the verdict and what ran against what', () => {
    const [verdict, , facts] = renderMarkdown(passed).split('\n');
    expect(verdict).toBe(`## ✅ ${passed.summary.line}`);
    expect(facts).toBe('stream · 127.0.0.1:50051 · job 12-70788 · embedded simulator');
  });

  it('lists findings, thresholds and doubts', () => {
    const text = renderMarkdown(failed);
    expect(text).toContain(String.raw`| ❌ range.finite | 3 | stream 0, frame 17, frame\_number 1017, row 0,`);
    expect(text).toContain('| ❌ lost&lt;1 | 2 | --slo | failed |');
    expect(text).toContain('| ❔ gap-p95&lt;50ms | 52.1 ms | --slo | inconclusive: our event loop');
    expect(text).toContain('**Suspect: our own side may have been too slow**\n\n- our event loop');
  });

  it('tells of connect how the server was reached and what it said', () => {
    const text = renderMarkdown(reached);
    expect(text).toContain('- attempt 1 failed in phase tcp after 0.50 ms: tcp-refused: 10.0.0.7:443 refused');
    expect(text).toContain('| phase | time |  |\n| --- | --- | --- |\n| ✅ name | 1.20 ms |  |');
    expect(text).toContain('| reflection | v1, 2 services: a.B, grpc.health.v1.Health |');
    expect(renderMarkdown(refused)).toContain('| ❌ tls | 7.50 ms | tls-untrusted: ');
    expect(renderMarkdown(passed)).not.toContain('| phase |');
  });

  it('folds all checks away, skipped ones with their reason', () => {
    const text = renderMarkdown(passed);
    expect(text).toContain('<details><summary>All 8 checks</summary>');
    expect(text).toContain('| dimension.rows | ⏭️ skipped | 0 | 0 | no --rows given |');
  });

  it('says what was tolerated, and what --settle left out', () => {
    const tolerated = { violations: 1, reason: '1 of 200', settled: 1 };
    const checks = passed.checks.slice(0, 1).map((check) => ({ ...check, ...tolerated }));
    expect(renderMarkdown({ ...passed, checks })).toContain(
      '| structure.decodes | ✅ tolerated | 200 | 1 | 1 of 200; 1 frame left out by --settle |',
    );
  });

  it('says little of a run that never connected, and never undefined', () => {
    expect(renderMarkdown(errored)).toBe(
      '## ❌ ERROR: tcp-refused: das.example:443 refused the connection\n\n' +
        'stream · das.example:443 · job 12-70788\n\nHint: is the server running?\n',
    );
    expect(renderMarkdown({ ...errored, target: null })).toContain('stream · no target · job');
    expect(renderMarkdown(interrupted)).not.toMatch(/undefined|NaN|null/);
  });

  it('keeps text of the peer from becoming markup, cells or mentions', () => {
    const hint = 'a | b <img src=x> [link](http://x) @team `code`\n# head';
    const text = renderMarkdown({ ...errored, failure: { code: 'x', message: 'y', hint } });
    expect(text).toContain(
      String.raw`Hint: a \| b &lt;img src=x&gt; \[link\](http&#58;//x) &#64;team \`code\`\\n\# head`,
    );
  });

  it('copes with a warned rule that kept no finding', () => {
    const checks = passed.checks.slice(0, 1).map((check) => ({ ...check, status: 'warned' as const, violations: 4 }));
    expect(renderMarkdown({ ...passed, checks })).toContain('| ⚠️ structure.decodes | 4 |  |  |  |');
  });
});
