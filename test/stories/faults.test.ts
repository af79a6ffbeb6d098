import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CheckResult } from '../../src/base/result.ts';
import { WITHOUT_FREEZES } from '../support/binary.ts';
import { document, serveSpectrogram } from '../support/hosted.ts';
import { expectValid } from '../support/schema.ts';

/** One way a server can go wrong, and what must be said of it. */
interface Story {
  readonly rule: string;
  readonly fault: string;
  /** Frame of the first finding; null for rules of the whole stream. */
  readonly at: number | null;
  /** Further flags of `stream`. */
  readonly with?: readonly string[];
  /** Flags of `serve spectrogram` in place of those for speed. */
  readonly serve?: readonly string[];
  /** Rules that fail for the same reason and may be reported too. */
  readonly related?: readonly string[];
  readonly exit?: number;
}

const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const jobs = join(folder, 'jobs.json');
// Frames leave as fast as they can, and their rows are 20 ms apart all the same.
writeFileSync(jobs, JSON.stringify({ '12-70788': { sensors: 8, bins: 64, fps: 0, dtMs: 20, frames: 60 } }));

const SMALL = ['--sensors', '8', '--bins', '64'];
const PACED = [...SMALL, '--fps', '50', '--frames', '60'];

const ERRORS: readonly Story[] = [
  // The longest first: the others run beside them.
  {
    rule: 'time.realtime',
    fault: 'slow-clock@0..:0.8',
    at: null,
    serve: [...SMALL, '--fps', '20', '--frames', '340'],
  },
  {
    rule: 'stream.freeze-share',
    fault: 'stall@30:1200ms',
    at: null,
    serve: [...SMALL, '--fps', '20', '--frames', '215'],
  },
  { rule: 'structure.decodes', fault: 'truncated-field@17', at: 17 },
  { rule: 'structure.decodes', fault: 'bad-wire-type@17', at: 17 },
  { rule: 'structure.decodes', fault: 'field-zero@17', at: 17 },
  { rule: 'structure.decodes', fault: 'bad-utf8@17', at: 17 },
  { rule: 'structure.decodes', fault: 'long-varint@17', at: 17 },
  { rule: 'structure.present', fault: 'no-rows@17', at: 17 },
  { rule: 'structure.present', fault: 'empty-row@17', at: 17, related: ['dimension.sensors'] },
  { rule: 'structure.present', fault: 'empty-sensor@17', at: 17, related: ['dimension.bins'] },
  { rule: 'structure.header', fault: 'header-nan@17', at: 17 },
  { rule: 'structure.header', fault: 'header-swap@17', at: 17, related: ['range.header'] },
  { rule: 'structure.rows', fault: 'row-reversed@17', at: 17 },
  { rule: 'structure.rows', fault: 'row-year@17', at: 17, related: ['time.order', 'time.gap', 'time.realtime'] },
  { rule: 'structure.sensor-ids', fault: 'duplicate-id@17', at: 17 },
  { rule: 'dimension.sensors', fault: 'drop-sensor@17', at: 17, related: ['dimension.drift'] },
  { rule: 'dimension.sensors', fault: 'extra-sensor@17', at: 17, related: ['dimension.drift'] },
  { rule: 'dimension.bins', fault: 'drop-bin@17', at: 17, related: ['dimension.drift'] },
  { rule: 'dimension.drift', fault: 'drop-sensor@17', at: 17, related: ['dimension.sensors'] },
  { rule: 'dimension.rows', fault: 'extra-row@17', at: 17, with: ['--rows', '1'] },
  { rule: 'dimension.sensor-ids', fault: 'wrong-id@17', at: 17, with: ['--sensor-ids', '1..8'] },
  { rule: 'range.finite', fault: 'nan@17:sensor=7;bin=12', at: 17 },
  { rule: 'range.finite', fault: 'inf@17', at: 17 },
  { rule: 'range.amplitude', fault: 'spike@17', at: 17, with: ['--amplitude=-200..0'] },
  { rule: 'range.header', fault: 'above-header@17', at: 17 },
  { rule: 'range.header', fault: 'below-header@17', at: 17 },
  { rule: 'nonzero.frame', fault: 'zero@17', at: 17 },
  { rule: 'nonzero.frame', fault: 'constant@17', at: 17 },
  { rule: 'nonzero.sensor', fault: 'dead@17..:sensor=7', at: 26 },
  { rule: 'nonzero.frozen', fault: 'freeze-picture@17..', at: 26 },
  { rule: 'time.order', fault: 'row-backwards@17', at: 17 },
  { rule: 'time.duplicate', fault: 'duplicate-row@17', at: 17 },
  { rule: 'time.gap', fault: 'skip-rows@17', at: 17 },
  { rule: 'time.sequence', fault: 'skip-number@17', at: 17 },
  { rule: 'time.sequence', fault: 'repeat-number@17', at: 17 },
  { rule: 'time.gap', fault: 'drop-frame@17', at: 17, related: ['time.sequence', 'stream.complete'] },
  { rule: 'stream.first-frame', fault: 'late-first:1500ms', at: null, with: ['--slo', 'first-frame<1s'] },
  { rule: 'stream.first-frame', fault: 'no-frames', at: null },
  { rule: 'stream.complete', fault: 'end@40', at: null, with: ['--frames', '60'] },
];

const WARNINGS: readonly Story[] = [
  { rule: 'structure.sensor-order', fault: 'shuffle-ids@17', at: 17 },
  { rule: 'range.header-loose', fault: 'header-loose@17..', at: 26 },
  { rule: 'range.clipping', fault: 'clip@17', at: 17 },
  { rule: 'nonzero.repeated', fault: 'repeat-picture@17', at: 19 },
  { rule: 'nonzero.twins', fault: 'twin@17', at: 17 },
  { rule: 'time.overlap', fault: 'overlap@17', at: 17 },
  {
    rule: 'time.rate',
    fault: 'fast-rows@0..',
    at: null,
    serve: [...PACED, '--frames', '120'],
    with: ['--row-step', '20ms'],
  },
  { rule: 'time.age', fault: 'stale:90s', at: 0 },
  { rule: 'time.future', fault: 'future:2h', at: 0 },
  { rule: 'stream.freeze', fault: 'stall@30:500ms', at: 30, serve: PACED },
];

const BROKEN: readonly Story[] = [
  { rule: 'stream.status', fault: 'status@30:UNAVAILABLE', at: null },
  { rule: 'stream.status', fault: 'status@30:INTERNAL', at: null },
  { rule: 'stream.stalled', fault: 'hang@30', at: null, with: ['--idle-timeout', '3s'] },
];

// The longest of them stream for 17 s.
describe.concurrent('a server with a fault', { timeout: 60_000 }, () => {
  it.each(ERRORS)('$fault makes $rule fail and exits 1', async (story) => {
    const { check, result, code } = await tell(story);
    expect(check.status).toBe('failed');
    expect(result.outcome).toBe('failed');
    expect(code).toBe(1);
    expectPlace(check, story);
    expectNothingElse(result.checks, story);
  });

  it.each(WARNINGS)('$fault makes $rule warn: exit 0, and 1 with --fail-on warning', async (story) => {
    const { check, result, code } = await tell(story);
    expect(check.status).toBe('warned');
    expect(code).toBe(0);
    expectPlace(check, story);
    expectNothingElse(result.checks, story);
    const strict = await tell({ ...story, with: [...(story.with ?? []), '--fail-on', 'warning'] });
    expect(strict.code).toBe(1);
  });

  it.each(BROKEN)('$fault breaks the stream: $rule fails and exits 4', async (story) => {
    const { check, result, code } = await tell(story);
    expect(check.status).toBe('failed');
    expect(result.outcome).toBe('broken');
    expect(result.frames?.received).toBe(30);
    expect(result.failure).not.toBeNull();
    expect(code).toBe(4);
    expectNothingElse(result.checks, story);
  });
});

async function tell({ rule, fault, with: flags = [], serve = ['--jobs', jobs] }: Story) {
  const server = await serveSpectrogram(...serve, '--fault', fault);
  try {
    const calm = rule.startsWith('stream.freeze') ? [] : WITHOUT_FREEZES;
    const { result, finished } = await document(['stream', server.address, '--job', '12-70788', ...calm, ...flags]);
    expectValid(result);
    const check = result.checks.find((each) => each.rule === rule) as CheckResult;
    expect(check, `${rule} in the document`).toBeDefined();
    return { check, result, code: finished.code };
  } finally {
    await server.stop();
  }
}

function expectPlace(check: CheckResult, { at }: Story): void {
  expect(check.violations).toBeGreaterThan(0);
  const [finding] = check.findings;
  expect(finding?.message).toBeTruthy();
  if (at === null) return;
  // A busy machine may have frozen the stream before the server did.
  if (check.rule === 'stream.freeze') expect(check.findings.map(({ frame }) => frame)).toContain(at);
  else expect([check.firstAt, finding?.frame]).toEqual([at, at]);
}

/** No error is reported that the fault does not explain. */
function expectNothingElse(checks: readonly CheckResult[], { rule, related = [] }: Story): void {
  const failed = checks.filter(({ status }) => status === 'failed').map((check) => check.rule);
  expect(failed.filter((name) => name !== rule && !related.includes(name))).toEqual([]);
}
