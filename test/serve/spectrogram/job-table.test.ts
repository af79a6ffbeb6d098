import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createJobs, readJobs } from '../../../src/serve/spectrogram/job-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'jobs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'jobs.json');
  writeFileSync(path, text);
  return path;
}

describe('createJobs', () => {
  it('has the default job alone when it is told of none', () => {
    expect([...createJobs().keys()]).toEqual(['12-70788']);
  });

  it('lays the options of a job over the defaults', () => {
    const jobs = createJobs({ sensors: 8, bins: 9 }, { a: {}, b: { bins: 17 } });
    expect(jobs.get('a')).toMatchObject({ sensors: 8, bins: 9 });
    expect(jobs.get('b')).toMatchObject({ sensors: 8, bins: 17 });
  });

  it('names the job whose options are wrong', () => {
    expect(() => createJobs({}, { b: { bins: 0 } })).toThrow('bins of job b is a whole number');
  });
});

describe('readJobs', () => {
  it('reads jobs by id', () => {
    expect(readJobs(file('{"12-1": {"sensors": 8}, "12-2": {"rows": "1..4"}}'))).toEqual({
      '12-1': { sensors: 8 },
      '12-2': { rows: '1..4' },
    });
  });

  it.each(['{', '[]', '{}', 'null'])('is a file failure for %s', (text) => {
    expect(() => readJobs(file(text))).toThrow(expect.objectContaining({ code: 'file', exitCode: 2 }));
  });

  it('names the file and the job for a wrong option, and the file that is missing', () => {
    expect(() => readJobs(file('{"a": {"fps": -1}}'))).toThrow(/fps of job a in .*jobs\.json/);
    expect(() => readJobs(join(folder, 'absent.json'))).toThrow(/absent\.json cannot be read/);
  });
});
