import { describe, expect, it } from 'vitest';
import { baselinePart } from '../../src/report/baseline-part.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { styleOf } from '../../src/report/style.ts';
import { withBaseline } from '../../src/run/baseline/compare.ts';
import { repeated, repeatedResult } from '../support/repeats.ts';

const base = repeatedResult(repeated('fps', [100, 101, 99]));
const regressed = withBaseline(repeatedResult(repeated('fps', [70, 71, 69])), {
  file: 'base.json',
  result: { ...base, tool: { name: 'grpc-validate', version: '0.0.9' } },
  maxRegression: 0.2,
});
const few = withBaseline(repeatedResult([]), { file: 'base.json', result: base, maxRegression: 0.2 });
const style = styleOf({ colour: false, width: 120 });

describe('baselinePart', () => {
  it('shows both medians, their spread, the limit and the verdict of each metric', () => {
    const [text = ''] = baselinePart(regressed, style);
    expect(text).toMatch(/^baseline base\.json: regressed; medians of 3 repeats and 3, at most 20 % worse/);
    expect(text).toMatch(/fps +100 fps +70 fps +1 fps +30 % +80 fps +regressed/);
    expect(text).toMatch(/first-frame-p50 +n\/a +n\/a +n\/a +n\/a +n\/a +not estimable/);
    expect(text).toContain(
      '- first-frame-p50, first-frame-p95: not estimable in 3 of 3 repeats of the baseline and 3 of 3 repeats now',
    );
    expect(text).toContain('- the tool is 0.0.9 in the baseline and 0.1.0 now');
  });

  it.each([40, 80, 120])('fits %i columns', (width) => {
    for (const result of [regressed, few]) {
      const lines = baselinePart(result, styleOf({ colour: false, width }))
        .join('\n')
        .split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }
  });

  it('says why runs are not comparable, and nothing without a baseline', () => {
    expect(baselinePart(few, style)[0]).toMatch(
      /^baseline base\.json: not comparable: 3 repeats that came\s+to an end/,
    );
    expect(baselinePart(base, style)).toEqual([]);
  });
});

describe('reports of a comparison', () => {
  it('has a case a metric in JUnit: a failure, an error or skipped, never green without a pass', () => {
    const xml = renderJunit(regressed);
    expect(xml).toMatch(
      /classname="baseline" name="fps"[^>]*>\s*<failure message="baseline fps: 70 fps against 100 fps, 30 % worse/,
    );
    expect(xml).toMatch(/classname="baseline" name="first-frame-p50"[^>]*>\s*<skipped/);
    expect(xml).toMatch(/classname="baseline" name="gap-p95"[^>]*>\s*<system-out>.*within noise<\/system-out>/);
    expect(renderJunit(few)).toMatch(
      /classname="baseline" name="base\.json"[^>]*>\s*<error message="not comparable: 3 rep/,
    );
  });

  it('has a table in Markdown', () => {
    expect(renderMarkdown(regressed)).toMatch(/\| fps \| 100 fps \| 70 fps \| 1 fps \| 30 % \| 80 fps \| regressed \|/);
    expect(renderMarkdown(few)).toContain('**Baseline base.json**: not comparable');
  });
});
