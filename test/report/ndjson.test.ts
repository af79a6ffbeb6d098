import { describe, expect, it } from 'vitest';
import {
  findingRecord,
  intervalRecord,
  renderNdjson,
  resultRecord,
  sloRecord,
  startRecord,
} from '../../src/report/ndjson.ts';
import { errored, failed, passed, sampleFinding } from '../support/result-samples.ts';

function records(text: string): unknown[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

describe('records', () => {
  it('are one line each with their type first', () => {
    const finding = findingRecord(
      { rule: 'range.finite', family: 'range', severity: 'error', status: 'failed' },
      sampleFinding,
    );
    expect(finding).toMatch(/^\{"type":"finding","rule":"range\.finite",.*\}\n$/);
    expect(records(finding)).toEqual([
      { type: 'finding', rule: 'range.finite', family: 'range', severity: 'error', status: 'failed', ...sampleFinding },
    ]);
  });

  it('say what started, how it goes, and what became of it', () => {
    expect(records(startRecord('stream', 'host:1', '2026-11-21T08:00:00.000Z'))).toEqual([
      { type: 'start', schemaVersion: 1, command: 'stream', target: 'host:1', startedAt: '2026-11-21T08:00:00.000Z' },
    ]);
    expect(records(intervalRecord({ frames: 3, fps: null, lastGapMs: 50 }))).toEqual([
      { type: 'interval', frames: 3, fps: null, lastGapMs: 50 },
    ]);
    const [slo] = passed.slo;
    expect(slo && records(sloRecord(slo))).toEqual([{ type: 'slo', ...slo }]);
    expect(records(resultRecord(passed))).toEqual([{ type: 'result', ...passed }]);
  });
});

describe('renderNdjson', () => {
  it('gives start, findings, thresholds and the result of a saved run', () => {
    const types = records(renderNdjson(failed)).map((each) =>
      each instanceof Object && 'type' in each ? each.type : '',
    );
    expect(types).toEqual(['start', 'finding', 'finding', 'slo', 'slo', 'result']);
  });

  it('has a start even without a target', () => {
    expect(records(renderNdjson({ ...errored, target: null }))[0]).toMatchObject({ type: 'start', target: '' });
  });
});
