import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { heading } from '../../src/report/heading.ts';
import { styleOf } from '../../src/report/style.ts';
import { broken, errored, passed, refused } from '../support/result-samples.ts';

const render = (result: RunResult): string[] => heading(result, styleOf({ colour: false, width: 200 })).split('\n');

describe('heading', () => {
  it('says in its first line what ran against what, and how', () => {
    expect(render(passed)[0]).toBe('stream 127.0.0.1:50051 (embedded simulator), plaintext, datastream, live');
    expect(render(errored)[0]).toBe('stream das.example:443, TLS, live');
    expect(render({ ...errored, target: null })[0]).toBe('stream');
    expect(render({ ...passed, job: { id: 'x', live: false } })[0]).toMatch(/, ending$/);
    expect(render({ ...passed, endReason: 'watched' })[0]).toMatch(/, live, watched and ended on purpose$/);
  });

  it('names the certificate, and loudly when it was not checked', () => {
    expect(render(errored)).toContain(
      'tls       TLSv1.3, h2, verified, certificate das.example of Test CA, 1 day left',
    );
    const tls = { version: null, cipher: 'X', alpn: null, verified: false, peer: null };
    const unverified = { ...errored, target: errored.target && { ...errored.target, tls } };
    expect(render(unverified)).toContain('tls       X, NOT VERIFIED');
  });

  it('names window, other clients and another peer address', () => {
    const target = passed.target && { ...passed.target, client: 'grpc-js' as const, peerAddress: '10.0.0.7:50051' };
    expect(render({ ...passed, target })).toContain(
      'window    16.0 MiB of flow control a stream, client grpc-js, peer 10.0.0.7:50051',
    );
  });

  it('says TLS where it was asked for and failed, and leaves to the other parts of connect what they tell', () => {
    const [first, ...more] = render(refused);
    expect(first).toBe('connect das.example:443, TLS');
    expect(more.join('\n')).not.toMatch(/^(?:tls|server|connect) /m);
  });

  it('names the method of a call', () => {
    const call = { method: 'pkg.Service/Method', kind: 'server-stream', sent: { messages: 1, bytes: 12 } } as const;
    const frames = passed.frames && { ...passed.frames, rows: null, values: null };
    const text = render({ ...passed, job: null, call, frames });
    expect(text).toContain('method    pkg.Service/Method, server-stream, ended: max-frames');
    expect(text).toContain('sent      1 message, 12 B');
    expect(text.join('\n')).toMatch(/^messages  200 received of 200 \(--frames\), 20\.0 MiB/m);
  });

  it('names status, cause and what the peer sent', () => {
    expect(render(broken)).toContain('status    UNAVAILABLE (rst): connection lost; connection-lost; the peer sent 8');
    const plain = broken.status && { ...broken.status, message: 'UNAVAILABLE', reason: 'x', raw: '8' };
    expect(render({ ...broken, status: plain })).toContain('status    UNAVAILABLE (rst); x; the peer sent 8');
    const status = broken.status && { ...broken.status, origin: 'client' as const, reason: 'bad-status', raw: 'NaN' };
    expect(render({ ...broken, status }).join('\n')).toContain('bad-status; in place of a status NaN');
  });

  it('tells the details of a status, and what is wrong with them', () => {
    const details = [
      { type: 'google.rpc.RetryInfo', text: 'retry after 5s', value: { retryDelay: '5s' } },
      { type: 'pkg.Other', text: '3 bytes, of a type that is not known here', value: null },
    ];
    const decoded = { code: 5, message: '', details, fault: 'its code is NOT_FOUND (5)' };
    const lines = render({ ...broken, status: broken.status && { ...broken.status, decoded } });
    expect(lines.filter((line) => line.startsWith('detail'))).toEqual([
      'detail    RetryInfo: retry after 5s',
      'detail    pkg.Other: 3 bytes, of a type that is not known here',
      'detail    grpc-status-details-bin: its code is NOT_FOUND (5)',
    ]);
    expect(render(broken).join('\n')).not.toMatch(/^detail/m);
  });

  it('counts streams, bad frames and attempts', () => {
    const frames = passed.frames && { ...passed.frames, bad: 2, lost: null, repeated: null, expected: null };
    const [attempt] = passed.connect.attempts;
    const attempts = attempt ? [attempt, attempt] : [];
    const lines = render({
      ...passed,
      frames,
      streams: [...passed.streams, ...passed.streams],
      connect: { attempts, ms: 3, startupMs: 6000 },
      source: { firstRow: null, lastRow: null, ageMs: null },
      server: {},
    });
    expect(lines).toContain('frames    200 received, 2 streams, 200 rows, 640 000 values, 20.0 MiB, 2 undecodable');
    expect(lines).toContain(
      'connect   3.00 ms; attempt 2; tcp 0.4, http2 2.1, headers 4.5, first message 61.3 ms; start-up 6.00 s',
    );
    expect(lines.filter((line) => /^(source|server)/.test(line))).toEqual([]);
    expect(render({ ...passed, connect: { attempts: [], ms: null, startupMs: null } }).join('\n')).not.toContain(
      'connect',
    );
  });
});
