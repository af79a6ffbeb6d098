import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import { loadLayout } from '../../src/frame/layout.ts';
import { buildResult } from '../../src/run/document.ts';
import type { StreamRun } from '../../src/run/stream-run.ts';
import { streamPlan, testHost } from '../support/plan.ts';
import { expectValid } from '../support/schema.ts';

const nothing: StreamRun = {
  plan: streamPlan('127.0.0.1:5', { labels: { build: '7' }, notes: ['a note'] }),
  layout: null,
  streams: [],
  startedAt: Date.UTC(2026, 0, 1),
  attempts: [],
  firstAttemptAt: null,
  connection: null,
  failure: new Failure('tcp-refused', 'connection refused', { hint: 'is it running?' }),
};

describe('buildResult', () => {
  it('is complete when nothing was reached: what is not known is null', () => {
    const plan = streamPlan('127.0.0.1:5', { labels: { build: '7' }, notes: ['a note'] });
    const result = buildResult(plan, testHost({ version: '1.2.3' }), nothing, 1500);
    expectValid(result);
    expect(result).toMatchObject({
      tool: { name: 'grpc-validate', version: '1.2.3' },
      labels: { build: '7' },
      startedAt: '2026-01-01T00:00:00.000Z',
      endedAt: '2026-01-01T00:00:01.500Z',
      outcome: 'errored',
      endReason: 'tcp-refused',
      exitCode: 3,
      target: { address: '127.0.0.1:5', peerAddress: null, embedded: false },
      job: { id: '12-70788', live: true },
      connect: { attempts: [], ms: null, startupMs: null },
      status: null,
      frames: null,
      source: null,
      metrics: null,
      checks: [],
      slo: [],
      notes: ['a note'],
      failure: { code: 'tcp-refused', message: 'connection refused', hint: 'is it running?' },
    });
    expect(result.summary.line).toMatch(/^ERROR: tcp-refused: connection refused/);
  });

  it('names the layout that was asked for, and none of several where no server was reached', () => {
    const layouts = [loadLayout('datastream'), loadLayout('pandadatastream')] as const;
    const asked = streamPlan('127.0.0.1:5', { layouts: [layouts[1]] });
    expect(buildResult(asked, testHost(), { ...nothing, plan: asked }, 0).layout?.name).toBe('pandadatastream');
    const open = streamPlan('127.0.0.1:5', { layouts });
    const result = buildResult(open, testHost(), { ...nothing, plan: open }, 0);
    expectValid(result);
    expect(result.layout).toBeNull();
  });

  it('gives every run an id of its own', () => {
    const one = buildResult(streamPlan('127.0.0.1:5'), testHost(), nothing, 0);
    const other = buildResult(streamPlan('127.0.0.1:5'), testHost(), nothing, 0);
    expect(one.runId).not.toBe(other.runId);
  });
});
