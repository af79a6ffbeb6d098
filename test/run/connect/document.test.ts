import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { CONNECT_CHECKS } from '../../../src/run/connect/conclude.ts';
import type { ConnectRun } from '../../../src/run/connect/document.ts';
import { connectDocument } from '../../../src/run/connect/document.ts';
import type { ConnectPlan } from '../../../src/run/connect/plan.ts';
import { CONNECT_METRICS } from '../../../src/run/connect/thresholds.ts';
import { parseSlos } from '../../../src/measure/slo.ts';
import type { Connection } from '../../../src/wire/types.ts';
import { BROKEN, connectPlan, FOREIGN, health, inquiry, read, refused, reply } from '../../support/connect-plan.ts';
import { testHost } from '../../support/plan.ts';
import { expectValid } from '../../support/schema.ts';

const phases = { dnsMs: null, tcpMs: 1, tlsMs: null, http2Ms: 2, headersMs: null, firstMessageMs: null };
const settings = {
  maxConcurrentStreams: 100,
  initialWindowSize: 65_535,
  maxFrameSize: 16_384,
  maxHeaderListSize: null,
};
const connection = {
  peerAddress: '127.0.0.1:5',
  tls: null,
  settings,
  windowSize: 1024,
  dialledAt: 10,
  connectedAt: 14,
} as Partial<Connection> as Connection;

function document(changes: Partial<ConnectRun>, plan: Partial<ConnectPlan> = {}) {
  const settled = connectPlan('127.0.0.1:5', plan);
  const result = connectDocument(settled, testHost(), {
    plan: settled,
    startedAt: 0,
    durationMs: 20,
    attempts: [{ phases }],
    connection,
    inquiry: inquiry(),
    failure: null,
    ...changes,
  });
  expectValid(result);
  return result;
}

describe('the document of connect', () => {
  it('passes a server that is well', () => {
    const result = document({});
    expect(result).toMatchObject({
      command: 'connect',
      outcome: 'passed',
      exitCode: 0,
      endReason: 'completed',
      frames: null,
      status: null,
      target: { security: 'plaintext', peerAddress: '127.0.0.1:5' },
      server: { health: 'SERVING', version: '4.2', reflection: 'v1', http2: settings },
      connect: { ms: 4, startupMs: null, attempts: [{ phases: { tcpMs: 1, headersMs: 1, firstMessageMs: 1.2 } }] },
      slo: [{ metric: 'connect', status: 'passed', actual: 4 }],
    });
    expect(result.summary.line).toBe('PASSED: connected in 4.00 ms, 5 checks passed, 0 warned, 1 skipped');
    expect(result.checks.map(({ rule }) => rule)).toEqual(CONNECT_CHECKS.map((name) => `connect.${name}`));
  });

  it('counts a check as --severity says', () => {
    const sick = { inquiry: inquiry({ health: [health(read('NOT_SERVING'))] }) };
    expect(document(sick)).toMatchObject({ outcome: 'failed', exitCode: 1 });
    for (const level of ['warning', 'off'] as const) {
      const result = document(sick, { severities: new Map([['connect.health', level]]) });
      expect(result).toMatchObject({ outcome: 'passed', exitCode: 0 });
      expectValid(result);
    }
  });

  it('has every check described in docs/checks.md, with its severity', () => {
    const docs = readFileSync(new URL('../../../docs/checks.md', import.meta.url), 'utf8');
    for (const { rule, severity } of document({}).checks) {
      expect(docs).toMatch(new RegExp(`^\\| \`${rule}\` +\\| ${severity}`, 'm'));
    }
  });

  it.each([
    ['NOT_SERVING', inquiry({ health: [health(read('NOT_SERVING'))] })],
    ['healthy=false', inquiry({ layoutHealth: reply(read({ healthy: false, version: null, status: null })) })],
  ])('fails for %s', (_, asked) => {
    expect(document({ inquiry: asked })).toMatchObject({ outcome: 'failed', exitCode: 1, failure: null });
  });

  it('fails for a limit that was missed', () => {
    const slos = parseSlos(['connect<1ms'], { command: 'connect' }, CONNECT_METRICS);
    expect(document({}, { slos })).toMatchObject({
      outcome: 'failed',
      exitCode: 1,
      summary: { line: 'FAILED: threshold connect<1ms: 4.00 ms' },
    });
  });

  it('passes with a warning where the method is not there, and fails where it was named or warnings do', () => {
    const asked = inquiry({
      reflection: reply(read({ version: 'v1', services: [], sightings: [{ path: '/a.B/C', kind: 'absent' }] })),
    });
    expect(document({ inquiry: asked })).toMatchObject({ exitCode: 0, summary: { warned: 1 } });
    expect(document({ inquiry: asked }, { isLayoutNamed: true })).toMatchObject({ exitCode: 1 });
    expect(document({ inquiry: asked }, { failOn: 'warning' })).toMatchObject({ exitCode: 1 });
  });

  it.each([
    ['HTML', BROKEN, 'not-grpc', /something else than a gRPC server/],
    ['HTTP 404 and nothing else', FOREIGN, 'http-status', /passes gRPC on/],
    [
      'nothing in time',
      { kind: 'broken', status: { code: 4, name: 'DEADLINE_EXCEEDED', message: 'no end', origin: 'client' } },
      'stalled',
      /does not answer/,
    ],
    [
      'a reset',
      { kind: 'broken', status: { code: 13, name: 'INTERNAL', message: 'reset', origin: 'rst' } },
      'stream-broken',
      null,
    ],
  ] as const)('breaks for %s', (_, answer, code, hint) => {
    const asked = inquiry({ health: [health(answer)], layoutHealth: reply(answer), reflection: reply(answer) });
    const { failure, ...result } = document({ inquiry: asked });
    expect(result).toMatchObject({
      outcome: 'broken',
      exitCode: 4,
      endReason: code,
      status: 'status' in answer ? answer.status : null,
    });
    expect(failure?.code).toBe(code);
    expect(failure?.message).toMatch(/^\/grpc\.health\.v1\.Health\/Check: /);
    if (hint) expect(failure?.hint).toMatch(hint);
    else expect(failure?.hint).toBeNull();
    expect(result.summary.line).toMatch(new RegExp(`^BROKEN: ${code}: /grpc`));
  });

  it('tolerates a bare server, and says so', () => {
    const answer = refused('UNIMPLEMENTED');
    const asked = inquiry({ health: [health(answer)], layoutHealth: reply(answer), reflection: reply(answer) });
    expect(document({ inquiry: asked })).toMatchObject({
      exitCode: 0,
      summary: { line: 'PASSED: connected in 4.00 ms, 1 check passed, 0 warned, 5 skipped' },
      server: { health: 'UNIMPLEMENTED', layoutHealth: null, reflection: null, services: null },
    });
  });

  it('has no checks and no thresholds where there was no connection, and the certificate that was refused', () => {
    const tls = { version: 'TLSv1.3', cipher: null, alpn: 'h2', verified: false, peer: null };
    const attempts = [{ phases, cause: 'tls-untrusted', message: 'no', failed: { phase: 'tls', ms: 3 }, tls }] as const;
    const failure = new Failure('tls-untrusted', 'no', { hint: 'give --ca' });
    const result = document({ attempts, connection: null, inquiry: null, failure });
    expect(result).toMatchObject({
      outcome: 'errored',
      exitCode: 3,
      checks: [],
      slo: [],
      server: null,
      target: { tls, peerAddress: null },
      connect: { ms: null },
      failure: { code: 'tls-untrusted', message: 'no', hint: 'give --ca' },
    });
  });

  it('has no target where the run was interrupted before there was one', () => {
    const failure = new Failure('interrupted', 'interrupted before the server was reached');
    const result = document({ plan: null, attempts: [], connection: null, inquiry: null, failure });
    expect(result).toMatchObject({ outcome: 'interrupted', exitCode: 130, target: null });
  });
});
