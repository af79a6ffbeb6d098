import { describe, expect, it } from 'vitest';
import {
  amount,
  extent,
  isoTime,
  longPlace,
  securityOf,
  shortPlace,
  subject,
  timesOf,
} from '../../src/report/words.ts';
import { errored, passed, sampleFinding } from '../support/result-samples.ts';

const bare = { stream: 1, expected: '', actual: '', message: '' };

describe('places', () => {
  it('name all that is known, or no more than needed', () => {
    expect(longPlace(sampleFinding)).toBe('stream 0, frame 17, frame_number 1017, row 0, sensor 7, bin 12 (46.875 Hz)');
    expect(shortPlace(sampleFinding)).toBe(' at frame 17 (sensor 7, bin 12)');
    expect(longPlace({ ...bare, offset: 9 })).toBe('stream 1, byte 9');
    expect(shortPlace(bare)).toBe(' (stream 1)');
    expect(shortPlace({ ...bare, stream: 0 })).toBe('');
    const { stream: _, ...nowhere } = bare;
    expect([longPlace(nowhere), shortPlace(nowhere)]).toEqual(['', '']);
  });
});

describe('securityOf', () => {
  it('is what was asked for, also where TLS did not come about', () => {
    const { target } = passed;
    expect(target && securityOf(target)).toBe('plaintext');
    expect(target && securityOf({ ...target, security: 'tls' })).toBe('tls');
    expect(errored.target && securityOf(errored.target)).toBe('tls');
  });
});

describe('timesOf', () => {
  it('names arrival and source time where they are known', () => {
    expect(timesOf(sampleFinding)).toBe('arrived 911.3 ms after the request, source time 2026-09-21T14:13:20.850Z');
    expect(timesOf(bare)).toBeNull();
  });
});

describe('isoTime', () => {
  it('gives the bare number for what is no date', () => {
    expect(isoTime(1e18)).toBe('1.000e+18');
    expect(isoTime(0)).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('amount', () => {
  it.each([
    [null, 'ms', 'n/a'],
    [1500, 'ms', '1.50 s'],
    [0.0525, 'share', '5.25 %'],
    [12.5, 'fps', '12.5 fps'],
    [3, '', '3'],
    [3, undefined, '3'],
  ])('of %s in %s is %s', (value, unit, text) => {
    expect(amount(value, unit)).toBe(text);
  });
});

describe('subject', () => {
  it('is the job, else the method, else nothing', () => {
    expect(subject({ job: { id: 7 }, call: null })).toBe('job 7');
    expect(subject({ job: { live: true }, call: null })).toBeNull();
    expect(subject({ job: null, call: { method: 'a.B/C', kind: 'unary' } })).toBe('a.B/C');
  });
});

describe('extent', () => {
  it('counts what was examined where that says something', () => {
    const [check] = passed.checks;
    expect(check && extent({ ...check, violations: 2 })).toBe('2 violations in 200 examined');
    expect(check && extent({ ...check, family: 'stream', violations: 1 })).toBe('1 violation');
  });
});
