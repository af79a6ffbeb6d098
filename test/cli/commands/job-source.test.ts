import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseJobSource } from '../../../src/cli/commands/job-source.ts';
import { STREAM } from '../../../src/cli/options/tables.ts';
import { settingsOf } from '../../support/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
const file = (name: string, json: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(json));
  return path;
};
const chosen = (said: Record<string, string>) => chooseJobSource(settingsOf(STREAM, said), []);

describe('chooseJobSource', () => {
  it('goes by the flags alone when nothing describes the job', () => {
    expect(chosen({ job: 'x' })).toEqual({ kind: 'flags' });
  });

  it('reads a description, its job and its target', () => {
    const path = file('job.json', {
      job_id: '12-70788',
      stream_url: 'http://127.0.0.1',
      stream_port: '50051',
      stream_amount: 1,
    });
    expect(chosen({ description: path })).toMatchObject({
      kind: 'found',
      found: { jobId: '12-70788', target: 'http://127.0.0.1:50051', description: { streamAmount: 1 } },
    });
    expect(chosen({ description: path, job: 'other' })).toMatchObject({ found: { jobId: 'other' } });
  });

  it('asks a Focus Server only later', () => {
    expect(chosen({ focusServer: 'http://127.0.0.1:1', job: 'x' }).kind).toBe('focus');
    const configure = file('configure.json', { channels: { min: 1, max: 5 }, view_type: 0 });
    expect(chosen({ focusServer: 'http://127.0.0.1:1', configure }).kind).toBe('focus');
  });

  it.each([
    [{ focusServer: 'http://a:1', description: 'x.json' }, /both describe the job/],
    [{ configure: 'x.json' }, /none was given/],
    [{ focusServer: 'http://a:1', configure: 'x.json', job: 'x' }, /--configure makes a new job/],
    [{ focusServer: 'http://a:1' }, /needs a job/],
    [{ focusServer: 'ftp://a:1', job: 'x' }, /--focus-server "ftp:/],
    [{ description: '/no/such.json' }, /no\/such\.json/],
  ])('refuses %j', (said, words) => {
    expect(() => chosen(said as Record<string, string>)).toThrow(words);
  });

  it('refuses a description that contradicts itself, with its path', () => {
    const path = file('wrong.json', { frequencies_amount: 3, frequencies_list: [1, 2] });
    expect(() => chosen({ description: path, job: 'x' })).toThrow(/wrong\.json contradicts itself/);
  });
});
