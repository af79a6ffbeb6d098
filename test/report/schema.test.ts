import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { callStatus } from '../../src/base/status.ts';
import * as fixtureSamples from '../support/fixture-results.ts';
import { errored, failed, passed, samples } from '../support/result-samples.ts';
import { resultSchema, schemaErrors } from '../support/result-schema.ts';

describe('docs/result.schema.json', () => {
  it.each(Object.entries(samples))('accepts a run that %s', (_, sample) => {
    expect(schemaErrors(sample)).toEqual([]);
  });

  it.each(Object.entries(fixtureSamples))('accepts fixtures that were %s', (_, sample) => {
    expect(schemaErrors(sample)).toEqual([]);
  });

  it('lets fixtures alone be checks of any name', () => {
    const named = (family: string) => ({ ...passed, checks: [{ ...passed.checks[0], rule: 'any name', family }] });
    expect(schemaErrors(named('fixture'))).toEqual([]);
    expect(schemaErrors(named('stream'))).not.toEqual([]);
  });

  it('accepts pooled streams', () => {
    const metrics = passed.metrics && { ...passed.metrics, fpsPerStream: { min: 19, median: null, max: 21.5 } };
    expect(schemaErrors({ ...passed, metrics })).toEqual([]);
  });

  it('accepts the facts of a job, whatever its description holds, and frames left out', () => {
    const facts = { streams: [{ streamId: 0, channels: null }], frequencies: { count: 2 }, contradictions: ['a'] };
    const checks = passed.checks.map((check) => ({ ...check, settled: 3 }));
    expect(schemaErrors({ ...passed, job: { id: null, live: false, ...facts }, checks })).toEqual([]);
  });

  it('accepts what connect finds of a server, and attempts that say where they failed', () => {
    const tls = errored.target?.tls ?? null;
    const http2 = {
      maxConcurrentStreams: null,
      initialWindowSize: 65_535,
      maxFrameSize: 16_384,
      maxHeaderListSize: 8192,
    };
    const answer = { method: '/a.B/C', healthy: true, version: null, status: 'SERVING', ms: 1.5 };
    const serving = [{ service: '', status: 'SERVING', ms: 0.5 }];
    const server = { health: 'SERVING', serving, layoutHealth: answer, reflection: null, services: null, http2 };
    const attempts = errored.connect.attempts.map((attempt) => ({
      ...attempt,
      failed: { phase: 'tls', ms: 3 },
      tls,
    }));
    expect(schemaErrors({ ...errored, server, connect: { ...errored.connect, attempts } })).toEqual([]);
    expect(schemaErrors({ ...errored, server: { ...server, services: [1] } })).not.toEqual([]);
  });

  it('accepts the details of a status, decoded or not', () => {
    const decoded = { code: 3, message: '', details: [{ type: 'a.B', text: 'b', value: { b: [1] } }], fault: null };
    const status = { ...callStatus(3, '', 'server'), details: 'CAM=', decoded };
    expect(schemaErrors({ ...errored, status })).toEqual([]);
    const nothing = { code: null, message: null, details: [], fault: 'it is not base64' };
    expect(schemaErrors({ ...errored, status: { ...status, decoded: nothing } })).toEqual([]);
    expect(schemaErrors({ ...errored, status: { ...status, decoded: { code: 3 } } })).not.toEqual([]);
  });

  const wrong: readonly (readonly [string, (document: RunResult) => unknown])[] = [
    ['another version', (document) => ({ ...document, schemaVersion: 2 })],
    ['an unknown key', (document) => ({ ...document, extra: 1 })],
    ['an unknown key deep inside', (document) => ({ ...document, summary: { ...document.summary, odd: 1 } })],
    ['an absent number', ({ metrics, ...rest }) => ({ ...rest, metrics: { ...metrics, fps: undefined } })],
    ['text for a number', (document) => ({ ...document, durationMs: '12' })],
    ['an unknown outcome', (document) => ({ ...document, outcome: 'fine' })],
    ['an exit code against the outcome', (document) => ({ ...document, outcome: 'failed', exitCode: 0 })],
    ['a status code of 99', (document) => ({ ...document, status: { ...document.status, code: 99 } })],
    ['an unknown status name', (document) => ({ ...document, status: { ...document.status, name: 'FINE' } })],
    ['a start that is no time', (document) => ({ ...document, startedAt: 'yesterday' })],
    ['a skipped check without a reason', (document) => ({ ...document, checks: [skippedWithoutReason()] })],
    ['half a frame left out', (document) => ({ ...document, checks: [{ ...document.checks[0], settled: 0.5 }] })],
    ['an expectation that is no text', (document) => ({ ...document, checks: [expectingNumber()] })],
    [
      'a confidence interval of one end',
      (document) => ({
        ...document,
        metrics: { ...document.metrics, gapMs: { ...document.metrics?.gapMs, p95Interval: [1] } },
      }),
    ],
    ['a share above 1', (document) => ({ ...document, metrics: { ...document.metrics, freezes: freezes(1.5) } })],
  ];

  it.each(wrong)('rejects %s', (_, change) => {
    expect(schemaErrors(change(passed))).not.toEqual([]);
  });

  it('requires every field of the document', () => {
    for (const key of Object.keys(passed)) {
      const rest = Object.entries(passed).filter(([name]) => name !== key);
      expect(schemaErrors(Object.fromEntries(rest)), key).toContain(` must have required property '${key}'`);
    }
  });

  it('describes every property', () => {
    expect(undescribed(resultSchema, '')).toEqual([]);
  });
});

function skippedWithoutReason(): unknown {
  return { ...passed.checks[0], status: 'skipped' };
}

function expectingNumber(): unknown {
  const check = failed.checks.find(({ rule }) => rule === 'range.finite');
  return { ...check, findings: [{ ...check?.findings[0], expected: 5 }] };
}

function freezes(timeShare: number): unknown {
  return { count: 1, totalMs: 1, longestMs: 1, timeShare };
}

/** Paths of properties without a description. Conditions (`if`, `then`) repeat properties and are left out. */
function undescribed(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'if' || key === 'then') return [];
    if (key !== 'properties') return undescribed(value, `${path}/${key}`);
    return Object.entries(value ?? {}).flatMap(([name, property]: [string, unknown]) => [
      ...(typeof property === 'object' && property !== null && 'description' in property ? [] : [`${path}/${name}`]),
      ...undescribed(property, `${path}/${name}`),
    ]);
  });
}
