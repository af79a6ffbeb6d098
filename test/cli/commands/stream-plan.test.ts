import { describe, expect, it } from 'vitest';
import { chooseJobSource } from '../../../src/cli/commands/job-source.ts';
import { draftStream, planStream } from '../../../src/cli/commands/stream-plan.ts';
import { STREAM } from '../../../src/cli/options/tables.ts';
import type { StreamPlan } from '../../../src/run/plan.ts';
import { testIo } from '../../support/io.ts';
import { testHost } from '../../support/plan.ts';
import { settingsOf } from '../../support/settings.ts';

const TARGET = { embedded: false, text: '127.0.0.1:1', origin: 'argument' } as const;
const EMBEDDED = { embedded: true, origin: 'default' } as const;
type Said = Record<string, string | boolean | string[]>;

function planned(said: Said, embedded: string | null = null, env: Record<string, string> = {}): Promise<StreamPlan> {
  const settings = settingsOf(STREAM, said);
  const source = embedded === null ? TARGET : EMBEDDED;
  const draft = draftStream(settings, source, testIo({ env }));
  const jobs = chooseJobSource(settings, draft.metadata);
  return planStream(settings, draft, source, jobs, embedded)(testHost());
}
const plan = (said: Said = {}, embedded: string | null = null): Promise<StreamPlan> =>
  planned({ job: 'j', layout: 'datastream', ...said }, embedded);

describe('planStream', () => {
  it('watches a live job for 30 s when nothing says how much of it is wanted, and says so', async () => {
    const { ending, notes, streams } = await plan();
    expect(ending).toEqual({ maxFrames: null, afterMs: 30_000, afterReason: 'watched' });
    expect(notes.join()).toContain('watched for at most 30 s');
    expect(streams[0].expectation.live).toBe(true);
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
  ])('ends as %j says', async (said, ending) => {
    expect((await plan(said)).ending).toEqual(ending);
  });

  it('gives a long duration time enough', async () => {
    expect((await plan()).timeoutMs).toBe(300_000);
    expect((await plan({ duration: '10m' })).timeoutMs).toBe(615_000);
  });

  it('waits for ten nominal gaps before it calls a slow stream stalled', async () => {
    expect((await plan({ fps: '0.1' })).streams[0].expectation.idleMs).toBe(100_000);
    expect((await plan({ fps: '20' })).streams[0].expectation.idleMs).toBe(30_000);
  });

  it('keeps the settings, the target among them, and hides secrets', async () => {
    const { settings, metadata } = await plan({ metadata: ['authorization: Bearer x'] });
    expect(settings['target']).toEqual({ value: '127.0.0.1:1', origin: 'argument' });
    expect(settings['metadata']?.value).toEqual(['authorization: (hidden)']);
    expect(metadata).toEqual([['authorization', 'Bearer x']]);
  });

  it('takes the address of the embedded server when there is one', async () => {
    const { reach, embedded, notes } = await plan({}, '127.0.0.1:5');
    expect([reach.target.address, embedded]).toEqual(['127.0.0.1:5', true]);
    expect(notes.join()).toContain('embedded simulator');
  });

  it('notes a proxy it does not follow, but not for a server of its own', async () => {
    const env = { http_proxy: 'http://proxy.corp:3128' };
    const said = { job: 'j', layout: 'datastream' };
    const { notes } = await planned(said, null, env);
    expect(notes.filter((note) => note.includes('proxy'))).toEqual([
      expect.stringContaining('http_proxy is set (proxy.corp:3128) but not followed: 127.0.0.1:1 is reached directly'),
    ]);
    expect((await planned(said, null, { ...env, no_proxy: '127.0.0.0/8' })).notes.join()).not.toContain('proxy');
    expect((await planned(said, '127.0.0.1:5', env)).notes.join()).not.toContain('proxy');
  });

  it('opens stream 0 unless told which', async () => {
    expect((await plan()).streams.map(({ streamId }) => streamId)).toEqual([0]);
    expect((await plan({ streamId: '2' })).streams.map(({ streamId }) => streamId)).toEqual([2]);
  });

  it.each([
    [{ label: ['x'] }, /--label/],
    [{ checks: 'nope' }, /nope/],
    [{ severity: ['nope=off'] }, /^--severity: there is no rule nope/],
    [{ slo: ['nope<1'] }, /nope/],
    [{ layout: 'nope' }, /nope/],
    [{ checks: 'none,structure' }, /--checks none .* stands alone/],
  ])('refuses %j', (said, words) => {
    expect(() => plan(said)).toThrow(words);
  });

  it('asks for the job', () => {
    expect(() => planned({ layout: 'datastream' })).toThrow(/--job is missing/);
  });
});
