import { describe, expect, it } from 'vitest';
import { readJsonFile } from '../../../src/run/focus/json-file.ts';
import { scratchFile } from '../../support/scratch.ts';

describe('readJsonFile', () => {
  it('reads an object and knows the line of each field', () => {
    const path = scratchFile('job.json', '\uFEFF{\n  "a": 1,\n  "channels": {\n    "min": 5\n  }\n}');
    const file = readJsonFile(path, '--configure');
    expect(file.value).toEqual({ a: 1, channels: { min: 5 } });
    expect(file.place(['a'])).toBe(`${path}:2`);
    expect(file.place(['channels', 'min'])).toBe(`${path}:4`);
    expect(file.place(['channels', 'max'])).toBe(`${path}:3`);
    expect(file.place(['end_time'])).toBe(path);
  });

  it.each([
    ['{\n  "a": 1,\n}', ':3: not JSON: property name expected'],
    ['{\n  // why\n  "a": 1\n}', ':2: not JSON: invalid comment token'],
    ['', ':1: not JSON: value expected'],
    ['[1]', ':1: must be a JSON object'],
    ['null', ':1: must be a JSON object'],
  ])('refuses %j with its line', (text, message) => {
    const path = scratchFile('job.json', text);
    expect(() => readJsonFile(path, '--configure')).toThrow(
      expect.objectContaining({ code: 'config', exitCode: 2, message: path + message }) as Error,
    );
  });

  it('names the flag and the path of a file that cannot be read', () => {
    expect(() => readJsonFile('/nowhere/job.json', '--description')).toThrow(
      expect.objectContaining({
        code: 'file',
        message: expect.stringMatching(/^--description cannot read \/nowhere\/job\.json: /) as string,
      }) as Error,
    );
  });
});
