import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { renderTable } from '../../src/report/table.ts';
import { failed, passed, reached, samples } from '../support/result-samples.ts';

const PLAIN = { colour: false, width: 80 };

describe('renderTable', () => {
  it('tells the whole story of a failed run in 80 columns', () => {
    expect(renderTable(failed, PLAIN)).toBe(GOLDEN_TABLE);
  });

  it('puts the verdict last, and a hint before it', () => {
    for (const sample of Object.values(samples)) {
      const text = renderTable(sample, { colour: false, width: 1000 });
      expect(text.endsWith(`${sample.summary.line}\n`)).toBe(true);
    }
    expect(renderTable(samples['errored'] ?? passed, PLAIN)).toContain(
      'hint: is the server running?\nERROR: tcp-refused',
    );
  });

  it('of connect has phases, server and checks in this order', () => {
    const text = renderTable(reached, PLAIN);
    const places = ['connect das.example:443, TLS', '\nphase ', '\nserver\n', '\ncheck ', '\nFAILED: connect.health'];
    const found = places.map((place) => text.indexOf(place));
    expect(found).not.toContain(-1);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
  });

  it.each([100, 80, 60])('is never wider than %d columns, the verdict in its one line aside', (width) => {
    for (const [name, sample] of Object.entries(samples)) {
      const lines = renderTable(sample, { colour: false, width }).split('\n');
      const wide = lines.filter((line) => line.length > width && line !== sample.summary.line);
      expect(wide, name).toEqual([]);
    }
  });

  it('is as wide as it is told', () => {
    for (const width of [80, 100]) {
      const widest = Math.max(
        ...renderTable(failed, { colour: false, width })
          .split('\n')
          .slice(0, -2)
          .map(({ length }) => length),
      );
      expect(widest).toBeGreaterThan(width - 8);
    }
  });

  it.each([100, 80, 60])('keeps every number with its unit in %d columns', (width) => {
    for (const [name, sample] of Object.entries(samples)) {
      const text = renderTable(sample, { colour: false, width });
      expect(text, name).not.toMatch(/\d\n +(?:[mµ]?s|[KMG]i?B|MB\/s|fps|%|\+-|rows|lost|values|CPU)\b/);
      expect(text, name).not.toMatch(/(?:\+-\n|\d\n +\d{3}\b)/);
    }
  });

  it('renders a job of several streams by its facts, and one of another shape without them', () => {
    const facts = { streamAmount: 2, streams: [{ streamId: 0, firstChannel: 1, lastChannel: 17 }] };
    expect(renderTable({ ...passed, job: { id: '12-70788', live: true, ...facts } }, PLAIN)).toContain(
      'job       12-70788, 2 streams (channels 1..17), ended: max-frames\n',
    );
    const odd = renderTable({ ...passed, job: { id: { a: 1 }, live: 'x', streams: { b: [1] }, nfft: 'y' } }, PLAIN);
    expect(odd).not.toMatch(/object|undefined|NaN/);
  });

  it('has colour codes only when asked for', () => {
    const escape = '\u001b[';
    for (const sample of Object.values(samples)) {
      expect(renderTable(sample, PLAIN)).not.toContain(escape);
      expect(renderTable(sample, { ...PLAIN, colour: true })).toContain(escape);
    }
  });

  it('says the same in colour and without', () => {
    // eslint-disable-next-line no-control-regex -- colour codes begin with one
    const bare = renderTable(failed, { ...PLAIN, colour: true }).replace(/\u001b\[\d+m/g, '');
    expect(bare).toBe(GOLDEN_TABLE);
  });

  it('never lets text of the peer reach the terminal raw', () => {
    const evil = '\u001b[2Jgone\u202e';
    const hostile: RunResult = {
      ...failed,
      target: {
        address: `host${evil}:1`,
        peerAddress: evil,
        tls: null,
        embedded: false,
        client: 'wire',
        windowSize: 1,
      },
      server: { version: evil, health: evil },
      job: { id: evil, live: true, status: evil, startTime: evil, endTime: evil, contradictions: [evil] },
      layout: { name: evil, element: evil, axes: evil },
      status: { code: 5, name: 'NOT_FOUND', message: evil, origin: 'server', reason: evil, raw: evil },
      checks: failed.checks.map((check) => ({
        ...check,
        rule: `${check.rule}${evil}`,
        reason: evil,
        violations: 1,
        settled: 1,
        findings: check.findings.map((finding) => ({ ...finding, path: evil, actual: evil, message: evil })),
      })),
      suspect: [evil],
      notes: [evil],
      labels: { [evil]: evil },
      slo: failed.slo.map((slo) => ({ ...slo, reason: evil })),
      failure: { code: 'x', message: evil, hint: evil },
      summary: { ...failed.summary, line: evil },
    };
    const text = renderTable(hostile, PLAIN);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
    expect(text).toContain(String.raw`\u001b[2Jgone\u202e`);
  });

  it('leaves out what a run that never connected cannot know', () => {
    const text = renderTable(samples['errored'] ?? passed, PLAIN);
    expect(text).not.toMatch(/measures|threshold|null|NaN|undefined/);
  });
});

const GOLDEN_TABLE = `stream 127.0.0.1:50051 (embedded simulator), plaintext, datastream, live
job       12-70788, ended: max-frames
layout    datastream, float32, sensors x bins
window    16.0 MiB of flow control a stream
server    version 0.1.0, health SERVING
frames    200 received of 200 (--frames), 200 rows, 640 000 values, 20.0 MiB,
          0 lost, 0 repeated
source    rows over 9.95 s of source time, newest row 40.5 ms old on our clock
connect   3.20 ms; tcp 0.4, http2 2.1, headers 4.5, first message 61.3 ms
status    CANCELLED (client): ended on purpose after 200 frames
labels    release=4.2
note      no target was given: streaming from the embedded simulator
by        grpc-validate 0.1.0, node v20.20.2, 2 CPUs

check              status    examined  violations
structure.decodes  ✓ passed       200           0
range.finite       ✗ FAILED       200           3
nonzero.twins      ✓ passed       200           0
stream.status      ✓ passed         1           0

range.finite: 3 violations in 200 examined, frames 17..44
  first     the value is NaN
  where     stream 0, frame 17, frame_number 1017, row 0, sensor 7, bin 12
            (46.875 Hz)
  path      rows[0].sensors[id=7].intensity[12]
  when      arrived 911.3 ms after the request, source time
            2026-09-21T14:13:20.850Z
  expected  a finite number
  actual    NaN

not made (4 skipped):
  - no --rows given: dimension.rows
  - no --amplitude given: range.amplitude
  - row step unknown: time.rate, time.window

measures
  first frame  61.3 ms after the request, 65.5 ms after dialling began
  rate         20.02 fps, payload 2.104 MB/s
  gap          p50 50.0 ms, p90 51.6 ms, p95 52.1 ms (95 % CI 51.7 ms..54.9 ms,
               gaps taken as independent), max 61.2 ms, mean 50.0 ms +- 2.25 ms,
               n=199
               not estimable from 199 gaps: p99 needs 299, p99.9 needs 2995
  jitter       mean 0.93 ms, max 2.75 ms, final 0.81 ms (RFC 3550 6.4.1, against
               server_timestamp, 1 ms); PDV p95 3.10 ms (RFC 5481)
  freezes      none
  lateness     p50 0.40 ms, p95 2.20 ms, p99 not estimable, max 11.3 ms against
               one every 50.0 ms (--fps)
  ourselves    loop delay p99 0.31 ms, validation mean 0.41 ms, backlog at most
               1

threshold       limit   actual  status          origin
lost<1              1        2  ✗ FAILED        --slo
gap-p95<50ms  50.0 ms  52.1 ms  ? inconclusive  --slo
  - gap-p95: our event loop was up to 31.0 ms late (p99), more than 20 ms

suspect: our own side may have been too slow
  - our event loop was up to 31.0 ms late (p99), more than 20 ms

FAILED (embedded simulator): range.finite at frame 17 (sensor 7, bin 12): the value is NaN; +2 more, timings suspect
`;
