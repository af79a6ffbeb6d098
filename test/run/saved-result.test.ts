import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { readSavedResult } from '../../src/run/saved-result.ts';
import { benched } from '../support/bench-result.ts';
import { samples } from '../support/result-samples.ts';
import { scratchFile } from '../support/scratch.ts';

describe('readSavedResult', () => {
  it.each(Object.entries({ ...samples, benched }))('reads a run that %s as it was', (_, sample) => {
    const path = scratchFile('result.json', renderJson(sample));
    expect(readSavedResult(path)).toEqual(JSON.parse(renderJson(sample)));
  });

  it.each([
    ['', /is not JSON/],
    ['[1]', /is no result document/],
    ['{"schemaVersion": 1}', /is no result of grpc-validate/],
    ['{"schemaVersion": 2, "tool": {"name": "grpc-validate"}}', /has schemaVersion 2, and this version reads 1/],
    ['{"schemaVersion": 1, "tool": {"name": "grpc-validate"}}', /parts missing/],
    [JSON.stringify({ ...benched, checks: 7 }), /parts missing or of the wrong kind/],
    [JSON.stringify({ ...benched, exitCode: null }), /without an exit code/],
  ])('refuses %j', (content, words) => {
    const path = scratchFile('result.json', content);
    expect(() => readSavedResult(path)).toThrow(words);
    expect(() => readSavedResult(path)).toThrow(expect.objectContaining({ code: 'file' }));
  });

  it('names a file that cannot be read', () => {
    expect(() => readSavedResult('/no/such.json')).toThrow(/cannot read \/no\/such\.json/);
  });
});
