import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { callStatus } from '../../src/base/status.ts';
import { attemptLines, phaseLines, phaseRows } from '../../src/report/phases.ts';
import { errored, passed, reached, refused } from '../support/result-samples.ts';

const TLS = 'TLSv1.3, TLS_AES_128_GCM_SHA256, h2';
const CERTIFICATE = 'certificate CN=das.example of CN=Test CA, 27 days left, for DNS:das.example';

describe('phaseRows', () => {
  it('tells each phase of the attempt that succeeded', () => {
    expect(phaseRows(reached)).toEqual([
      { name: 'name', status: 'passed', ms: 1.2, detail: '' },
      { name: 'tcp', status: 'passed', ms: 0.4, detail: '10.0.0.7:443' },
      { name: 'tls', status: 'passed', ms: 8.25, detail: `${TLS}, verified, ${CERTIFICATE}` },
      {
        name: 'http2',
        status: 'passed',
        ms: 2,
        detail: 'at most 100 streams at once, window 64.0 KiB a stream, frames up to 16.0 KiB, metadata up to 8.0 KiB',
      },
      { name: 'answer', status: 'passed', ms: 1.1, detail: 'headers of the answer to the first question' },
    ]);
  });

  it('tells the addresses that were tried in vain before', () => {
    const attempt = reached.connect.attempts.at(-1) as RunResult['connect']['attempts'][number];
    const over = [{ address: '[fd00::7]:443', cause: 'tcp-refused', message: 'refused', ms: 1 }];
    const result = { ...reached, connect: { ...reached.connect, attempts: [{ ...attempt, passedOver: over }] } };
    expect(phaseRows(result)[1]?.detail).toBe('10.0.0.7:443, after [fd00::7]:443 (tcp-refused)');
  });

  it('tells the phase that failed, with the certificate that was refused, and what was not reached', () => {
    expect(phaseRows(refused).slice(1)).toEqual([
      { name: 'tcp', status: 'passed', ms: 0.4, detail: '' },
      {
        name: 'tls',
        status: 'failed',
        ms: 7.5,
        detail: `tls-untrusted: the certificate is not trusted; ${TLS}, NOT VERIFIED, ${CERTIFICATE}`,
      },
      { name: 'http2', status: 'skipped', ms: null, detail: 'not reached' },
    ]);
  });

  it('tells a phase that is not needed from one that was not reached', () => {
    expect(phaseRows({ ...passed, status: null }).map(({ name, status, detail }) => [name, status, detail])).toEqual([
      ['name', 'skipped', 'an address needs no lookup'],
      ['tcp', 'passed', '127.0.0.1:50051'],
      ['tls', 'skipped', 'plaintext'],
      ['http2', 'passed', ''],
      ['answer', 'passed', 'headers of the answer to the first question'],
    ]);
    expect(
      phaseRows(errored)
        .slice(1)
        .map(({ detail }) => detail),
    ).toEqual(Array(3).fill('not reached'));
  });

  it('never shows a question that was not answered as a pass', () => {
    const status = callStatus(2, 'the peer answered HTML, not gRPC', 'http');
    expect(phaseRows({ ...reached, status }).at(-1)).toEqual({
      name: 'answer',
      status: 'failed',
      ms: 1.1,
      detail: 'UNKNOWN: the peer answered HTML, not gRPC',
    });
    expect(phaseRows(unanswered()).at(-1)).toEqual({
      name: 'answer',
      status: 'skipped',
      ms: null,
      detail: 'no headers were seen',
    });
  });

  it('says that streams are not limited, and has no rows without an attempt', () => {
    const http2 = { maxConcurrentStreams: null, initialWindowSize: 1, maxFrameSize: 1, maxHeaderListSize: null };
    expect(phaseRows({ ...reached, server: { http2 } })[3]?.detail).toBe(
      'any number of streams, window 1 B a stream, frames up to 1 B',
    );
    expect(phaseRows({ ...reached, connect: { attempts: [], ms: null, startupMs: null } })).toEqual([]);
  });
});

describe('attemptLines', () => {
  it('tells the attempts before the last', () => {
    expect(attemptLines(reached)).toEqual([
      'attempt 1 failed in phase tcp after 0.50 ms: tcp-refused: 10.0.0.7:443 refused the connection; 2.00 s until the next',
    ]);
    expect(attemptLines(refused)).toEqual([]);
  });

  it('tells attempts of which no more is known', () => {
    const [first] = errored.connect.attempts;
    const attempts = first ? [{ phases: first.phases, cause: 'UNAVAILABLE' }, first] : [];
    expect(attemptLines({ connect: { ...errored.connect, attempts } })).toEqual(['attempt 1 failed: UNAVAILABLE: ']);
  });
});

describe('phaseLines', () => {
  it('are attempts and phases as plain text', () => {
    expect(phaseLines(refused).slice(0, 2)).toEqual(['name: passed 1.20 ms', 'tcp: passed 0.40 ms']);
    expect(phaseLines(reached)[0]).toMatch(/^attempt 1 failed/);
    expect(phaseLines(refused).at(-1)).toBe('http2: skipped, not reached');
  });
});

function unanswered(): RunResult {
  const [, last] = reached.connect.attempts;
  const attempts = last ? [{ ...last, phases: { ...last.phases, headersMs: null } }] : [];
  return { ...reached, connect: { ...reached.connect, attempts } };
}
