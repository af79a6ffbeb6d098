import { describe, expect, it } from 'vitest';
import { planEmbedded, planStream } from '../../../src/cli/commands/stream-plan.ts';
import { STREAM } from '../../../src/cli/options/tables.ts';
import { testIo } from '../../support/io.ts';
import { settingsOf } from '../../support/settings.ts';

const TARGET = { embedded: false, text: '127.0.0.1:1', origin: 'argument' } as const;
const EMBEDDED = { embedded: true, origin: 'default' } as const;
const plan = (said: Record<string, string | boolean | string[]> = {}) =>
  planStream(settingsOf(STREAM, { job: 'j', ...said }), TARGET, testIo()).at(null);

describe('planStream', () => {
  it('watches a live job for 30 s when nothing says how much of it is wanted, and says so', () => {
    const { ending, notes, expectation } = plan();
    expect(ending).toEqual({ maxFrames: null, afterMs: 30_000, afterReason: 'watched' });
    expect(notes.join()).toContain('watched for 30.00 s');
    expect(expectation.live).toBe(true);
  });

  it.each([
    [{ ended: true }, { maxFrames: null, afterMs: null, afterReason: 'watched' }],
    [{ frames: '5' }, { maxFrames: 5, afterMs: null, afterReason: 'watched' }],
    [
      { frames: '5', maxFrames: '9' },
      { maxFrames: 5, afterMs: null, afterReason: 'watched' },
    ],
    [{ duration: '1m' }, { maxFrames: null, afterMs: 60_000, afterReason: 'duration' }],
    [
      { duration: '1m', maxFrames: '9' },
      { maxFrames: 9, afterMs: 60_000, afterReason: 'duration' },
    ],
  ])('ends as %j says', (said, ending) => {
    expect(plan(said).ending).toEqual(ending);
  });

  it('gives a long duration time enough', () => {
    expect(plan().timeoutMs).toBe(300_000);
    expect(plan({ duration: '10m' }).timeoutMs).toBe(615_000);
  });

  it('waits for ten nominal gaps before it calls a slow stream stalled', () => {
    expect(plan({ fps: '0.1' }).expectation.idleMs).toBe(100_000);
    expect(plan({ fps: '20' }).expectation.idleMs).toBe(30_000);
  });

  it('keeps the settings, the target among them, and hides secrets', () => {
    const { settings, metadata } = plan({ metadata: ['authorization: Bearer x'] });
    expect(settings['target']).toEqual({ value: '127.0.0.1:1', origin: 'argument' });
    expect(settings['metadata']?.value).toEqual(['authorization: (hidden)']);
    expect(metadata).toEqual([['authorization', 'Bearer x']]);
  });

  it('takes the address of the embedded server when there is one', () => {
    const { reach, embedded, notes } = planStream(settingsOf(STREAM, { job: 'j' }), EMBEDDED, testIo()).at(
      '127.0.0.1:5',
    );
    expect([reach.target.address, embedded]).toEqual(['127.0.0.1:5', true]);
    expect(notes.join()).toContain('embedded simulator');
  });

  it.each([
    [{ live: true, ended: true }, /--live and --ended/],
    [{ frames: '9', maxFrames: '5' }, /--frames above --max-frames/],
    [{ minFrames: '9', maxFrames: '5' }, /--min-frames above/],
    [{ json: true, output: 'line' }, /--json and --output line/],
    [{ sensors: '5', sensorIds: '1..6' }, /--sensors 5 and --sensor-ids \(6 ids\)/],
    [{ label: ['x'] }, /--label/],
    [{ checks: 'nope' }, /nope/],
    [{ severity: ['nope=off'] }, /nope/],
    [{ slo: ['nope<1'] }, /nope/],
    [{ layout: 'nope' }, /nope/],
  ])('refuses %j', (said, words) => {
    expect(() => plan(said)).toThrow(words);
  });

  it('asks for the job', () => {
    expect(() => planStream(settingsOf(STREAM), TARGET, testIo())).toThrow(/--job is missing/);
  });
});

describe('planEmbedded', () => {
  it('starts nothing when there is a target, and refuses faults for it', () => {
    expect(planEmbedded(settingsOf(STREAM).values, TARGET)).toBeUndefined();
    expect(() => planEmbedded(settingsOf(STREAM, { fault: 'nan@1' }).values, TARGET)).toThrow(
      /--fault is for the embedded simulator/,
    );
    expect(() => planEmbedded(settingsOf(STREAM, { quirk: 'unpacked' }).values, TARGET)).toThrow(/--quirk/);
  });

  it('hands faults and quirks to the simulator, mistakes found first', () => {
    const values = settingsOf(STREAM, { fault: 'nan@1', quirk: 'unpacked,log-floor' }).values;
    expect(planEmbedded(values, EMBEDDED)?.defaults).toEqual({ faults: 'nan@1', quirks: ['unpacked', 'log-floor'] });
    expect(() => planEmbedded(settingsOf(STREAM, { fault: 'nna@1' }).values, EMBEDDED)).toThrow(/nna/);
  });
});
