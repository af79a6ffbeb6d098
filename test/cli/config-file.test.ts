import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/cli/config-file.ts';

const folder = (files: Record<string, string>): string => {
  const path = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
};

describe('loadConfig', () => {
  it('finds nothing where there is nothing', () => {
    expect(loadConfig(null, folder({}))).toEqual({ path: null, entries: new Map() });
  });

  it.each([
    ['grpc-validate.config.json', '{\n  "job": "12-70788",\n  "frames": 5,\n  "slo": ["fps>1", "connect<1s"]\n}'],
    ['grpc-validate.config.yaml', 'job: 12-70788\n\nframes: 5\nslo:\n  - fps>1\n  - connect<1s\n'],
  ])('reads %s with the line of each key', (name, text) => {
    const cwd = folder({ [name]: text });
    const { entries } = loadConfig(null, cwd);
    expect(entries.get('job')?.texts).toEqual(['12-70788']);
    expect(entries.get('frames')).toEqual({ texts: ['5'], place: `${join(cwd, name)}:3` });
    expect(entries.get('slo')?.texts).toEqual(['fps>1', 'connect<1s']);
  });

  it('takes a byte order mark for none of its text', () => {
    const path = join(folder({ 'x.json': '\uFEFF{"job": "a"}' }), 'x.json');
    expect(loadConfig(path, '/').entries.get('job')?.texts).toEqual(['a']);
  });

  it('takes an empty YAML file as no settings', () => {
    expect(loadConfig(join(folder({ 'e.yaml': '# nothing\n' }), 'e.yaml'), '/').entries.size).toBe(0);
  });

  it.each([
    ['broken JSON', 'x.json', '{\n  "a": 1,\n}', /x\.json:3: not JSON/],
    ['JSON that stops short', 'x.json', '{"a": 1', /x\.json:1: not JSON/],
    ['a key twice in JSON', 'x.json', '{"a": 1,\n"a": 2}', /x\.json:2: not JSON/],
    ['broken YAML', 'x.yaml', 'a: 1\nb: [1, 2\n', /x\.yaml:\d: not YAML/],
    ['a key twice', 'x.yaml', 'a: 1\na: 2\n', /x\.yaml:2: not YAML/],
    ['a list', 'x.yaml', '- a\n', /must be a map/],
    ['a map as a value', 'x.yaml', 'a: 1\nb:\n  c: 1\n', /x\.yaml:2: b takes/],
    ['null as a value', 'x.yaml', 'a: null\n', /x\.yaml:1: a takes/],
  ])('refuses %s, with path and line', (_, name, text, words) => {
    expect(() => loadConfig(join(folder({ [name]: text }), name), '/')).toThrow(words);
  });

  it('refuses a file that is not there, and two at once', () => {
    expect(() => loadConfig('/no/such/file.json', '/')).toThrow(/cannot read the config file/);
    const cwd = folder({ 'grpc-validate.config.json': '{}', 'grpc-validate.config.yaml': '' });
    expect(() => loadConfig(null, cwd)).toThrow(/two config files/);
  });
});
