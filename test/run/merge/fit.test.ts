import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/base/result.ts';
import { optionWords, refuseMisfits } from '../../../src/run/merge/fit.ts';
import { benched } from '../../support/bench-result.ts';
import { errored } from '../../support/result-samples.ts';

const settings = { frames: { value: 100, origin: '--frames' }, warmup: { value: null, origin: 'default' } };
const one: RunResult = { ...benched, settings, target: benched.target && { ...benched.target, embedded: false } };

function fit(other: Partial<RunResult>, judgedAnew = false): void {
  const named = [one, { ...one, ...other }].map((result, n) => ({ file: 'ab'.charAt(n), result }));
  refuseMisfits(named, judgedAnew);
}

describe('refuseMisfits', () => {
  it('takes runs that are alike, wherever their values come from, and one that got nowhere', () => {
    fit({});
    fit({ settings: { ...settings, frames: { value: 100, origin: 'a file' }, report: { value: 'x', origin: '' } } });
    fit({ ...errored, settings, command: 'bench', target: one.target });
  });

  const misfits: readonly (readonly [Partial<RunResult>, RegExp])[] = [
    [{ command: 'stream' }, /the command is bench in a and stream in b/],
    [{ settings: { ...settings, frames: { value: 7, origin: '' } } }, /--frames is 100 in a and 7 in b/],
    [
      { settings: { ...settings, warmup: { value: '2000 ms', origin: '' } } },
      /--warmup is not given in a and 2000 ms in b/,
    ],
    [{ layout: { name: 'x', element: 'f', axes: 'y' } }, /the layout is .* in a and x, f, y in b/],
    [
      { target: benched.target && { ...benched.target, embedded: true } },
      /the target is .* and the embedded simulator/,
    ],
    [{ target: one.target && { ...one.target, address: 'b:1' } }, /the target is 127\.0\.0\.1:50051 in a and b:1 in b/],
    [{ slo: one.slo.slice(1) }, /--slo is first-frame<5s, gap-p99<1s in a and gap-p99<1s in b/],
  ];

  it.each(misfits)('refuses %o, naming what differs and where', (other, words) => {
    expect(() => {
      fit(other);
    }).toThrow(expect.objectContaining({ code: 'usage', message: expect.stringMatching(words) as string }));
  });

  it('asks for no like thresholds where they are judged anew', () => {
    fit({ slo: one.slo.slice(1) }, true);
  });
});

describe('optionWords', () => {
  it('tells an option that was not given from one a document does not have', () => {
    const result = { ...one, settings: { ...settings, job: { value: ['a', 'b'], origin: '' } } };
    expect(['frames', 'warmup', 'job', 'workers'].map((name) => optionWords(result, name))).toEqual([
      '100',
      'not given',
      '["a","b"]',
      null,
    ]);
  });
});
