import { describe, expect, it } from 'vitest';
import { REPORT_FORMATS, renderReport } from '../../src/report/formats.ts';
import { passed } from '../support/result-samples.ts';

describe('renderReport', () => {
  it('knows its formats by name', () => {
    expect(REPORT_FORMATS).toEqual(['json', 'ndjson', 'junit', 'markdown', 'line', 'table', 'hgrm', 'ghz-json']);
    for (const format of REPORT_FORMATS) expect(renderReport(format, passed), format).toMatch(/\n$/);
  });

  it.each([
    ['json', /^\{\n {2}"schemaVersion"/],
    ['ndjson', /^\{"type":"start"/],
    ['junit', /^<\?xml/],
    ['markdown', /^## /],
    ['line', /^PASSED/],
    ['table', /^stream 127/],
    ['hgrm', /^ +Value +Percentile/],
    ['ghz-json', /^\{\n {2}"date"/],
  ])('gives %s for its name', (format, shape) => {
    expect(renderReport(format, passed)).toMatch(shape);
  });

  it('refuses other names, telling the nearest or all', () => {
    expect(() => renderReport('jsn', passed)).toThrow('unknown report format "jsn"');
    expect(() => renderReport('jsn', passed)).toThrow(expect.objectContaining({ hint: 'did you mean json?' }));
    expect(() => renderReport('toString', passed)).toThrow(
      expect.objectContaining({ hint: 'formats: json, ndjson, junit, markdown, line, table, hgrm, ghz-json' }),
    );
  });
});
