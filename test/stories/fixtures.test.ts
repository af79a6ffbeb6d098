import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/base/result.ts';
import { checkOf, grpcValidate as ownProcess, serveAny, type Running } from '../support/binary.ts';
import { standardJson, type Change, type Json } from '../support/fixture-texts.ts';
import { document, grpcValidate } from '../support/hosted.ts';
import { expectValid } from '../support/schema.ts';

const OWN = fileURLToPath(new URL('../fixtures', import.meta.url));
const own = (file: string): Json => JSON.parse(readFileSync(join(OWN, file), 'utf8'));

const SCALARS = 'unary/01_scalars_of_every_type.json';
const MAPS = 'unary/06_maps.json';
const TEN = 'server_streaming/20_ten_in_order.json';
const SUM = 'client_streaming/40_sum_of_ten.json';
const ECHO = 'bidirectional_streaming/60_echo.json';
const LOST = 'errors/84_not_found.json';
const SLOW = 'slow.json';

/** What a server gets wrong: each fixture's answer as it gives it, and where that must be told. */
const WRONG: readonly (readonly [file: string, path: string, change: Change])[] = [
  [SCALARS, 'message.an_int64', (json) => (json.expected_response.message.an_int64 = 43)],
  [MAPS, 'message.counts.b', (json) => (json.expected_response.message.counts.b = '9007199254740992')],
  [TEN, 'stream[3].name', (json) => (json.expected_response.stream[3].name = 'other')],
  [SUM, 'message.total', (json) => (json.expected_response.message.total = '384')],
  [ECHO, 'stream', (json) => json.expected_response.stream.pop()],
  [LOST, 'trailers.x-incident', (json) => (json.expected_response.trailers['x-incident'] = 'i-5')],
];

const folder = mkdtempSync(join(tmpdir(), 'fixtures-'));
let right: Running;
let wrong: Running;

beforeAll(async () => {
  write('good', 'good.json', standardJson());
  write('wrong', 'good.json', standardJson());
  const slow = { ...own('unary/16_empty_both_ways.json'), name: 'slow' };
  write('good', SLOW, { ...slow, handler: { ...slow.handler, timeout_ms: 300 } });
  const sleeping = { request_timeout: { seconds: 60, sleep_ms: 50_000 } };
  write('wrong', SLOW, { ...slow, handler: { ...slow.handler, middleware: sleeping } });
  for (const [file, , change] of WRONG) {
    const json = own(file);
    write('good', file, json);
    change(json);
    write('wrong', file, json);
  }
  [right, wrong] = await Promise.all([
    serveAny(['fixtures', '--dir', join(folder, 'good')]),
    serveAny(['fixtures', '--dir', join(folder, 'wrong'), '--lenient']),
  ]);
});

afterAll(async () => {
  await Promise.all([right.stop(), wrong.stop('SIGKILL')]);
  rmSync(folder, { recursive: true });
});

function write(dir: string, file: string, content: Json): string {
  const path = join(folder, dir, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return path;
}

const fixturesOf = (dir: string): string[] => ['--dir', join(folder, dir)];
const ofFile = (result: RunResult, file: string) => {
  const name = result.fixtures?.cases.find((each) => each.file === file)?.name;
  return checkOf(result, name ?? file);
};

describe('the fixtures of the package', () => {
  it('pass against the embedded server, several at once', async () => {
    const selection = ['--kind', 'unary', '--kind', 'bidi-stream'];
    const { result, finished } = await document(['fixtures', 'run', ...selection, '--jobs', '4']);
    expectValid(result);
    expect(finished.code).toBe(0);
    expect(result.summary).toMatchObject({ failed: 0, warned: 0, skipped: 0 });
    expect(result.summary.passed).toBeGreaterThan(35);
    expect(result.fixtures?.cases.map(({ kind }) => kind)).not.toContain('client-stream');
  });
});

describe('a server that gets it wrong', () => {
  it('fails with differences that name the path, and a fixture it never answers fails at its deadline', async () => {
    const { result, finished } = await document(['fixtures', 'run', wrong.address, ...fixturesOf('good')]);
    expectValid(result);
    expect(finished.code).toBe(1);
    expect(result.summary).toMatchObject({ passed: 1, failed: WRONG.length + 1 });
    for (const [file, path] of WRONG) {
      expect([file, ofFile(result, file).findings[0]?.path]).toEqual([file, path]);
    }
    const { status, findings } = ofFile(result, SLOW);
    expect([status, findings[0]?.message]).toEqual(['failed', expect.stringContaining('DEADLINE_EXCEEDED')]);
    expect(ofFile(result, 'good.json').status).toBe('passed');
  });

  it('stands in a column of its own beside one that does not', async () => {
    const targets = ['--target', right.address, '--target', wrong.address];
    const parity = await grpcValidate(['fixtures', 'run', ...targets, ...fixturesOf('good'), '--name', 'unary: *']);
    expect(parity.code).toBe(1);
    const lines = parity.stdout.split('\n');
    expect(lines.find((line) => line.startsWith('fixture '))).toContain(`${right.address}  ${wrong.address}`);
    expect(lines.find((line) => line.startsWith('unary: maps'))).toMatch(/passed +.*FAILED/);
  });

  it('may fail what a list says, and nothing that passes may stand on it', async () => {
    const files = [...WRONG.map(([file]) => file), SLOW, 'good.json # by mistake'];
    const list = write('lists', 'failing.txt', `# open\n${files.join('\n')}\n`);
    const run = ['fixtures', 'run', wrong.address, ...fixturesOf('good'), '--known-failing', list];
    const { result, finished } = await document(run);
    expect(finished.code).toBe(1);
    expect(result.summary).toMatchObject({ passed: 0, failed: 1, warned: WRONG.length + 1 });
    expect(result.summary.line).toMatch(/^FAILED: count: it passes, and .*failing\.txt:9 lists it/);
  });
});

describe('fixtures run --mutate', () => {
  it('kills every mutant, and says how many', async () => {
    const { code, stdout } = await grpcValidate(['fixtures', 'run', '--mutate', ...fixturesOf('good'), '-o', 'line']);
    expect(code).toBe(0);
    const [, killed, made] = /(\d+) of (\d+) mutants killed\n$/.exec(stdout) ?? [];
    expect(killed).toBe(made);
    expect(Number(made)).toBeGreaterThan(80);
  });
});

describe('fixtures coverage', () => {
  it('tells what of a running server has no fixture', async () => {
    const some = ['--name', '*scalar*', '--name', '*maps*'];
    const asked = ['fixtures', 'coverage', right.address, ...fixturesOf('good')];
    const { result, finished } = await document([...asked, ...some, '--min', '50']);
    expectValid(result);
    expect(finished.code).toBe(1);
    expect(result.summary.line).toContain('2 of 8 methods exercised (25 %), --min is 50: no fixture for');
    expect(result.fixtures?.coverage?.methods.find(({ fixtures }) => fixtures > 0)?.statuses).toEqual(['OK']);
  });

  it('holds reports of other tools against --min, and takes a missing one for no pass', async () => {
    const lcov = write('reports', 'lcov.info', 'TN:\nSF:a\nDA:1,1\nDA:2,0\nend_of_record\n');
    const reports = ['--report', lcov, '--report', 'gone.xml'];
    const judged = await ownProcess(['fixtures', 'coverage', ...reports, '--min', '80']);
    expect(judged.code).toBe(2);
    expect(judged.stdout).toMatch(/lcov\.info\n.*1 of 2 lines covered \(50 %\), --min is 80\n/);
    expect(judged.stdout).toMatch(/\nERROR: file: cannot read gone\.xml: .*\n$/);
  });
});

describe('bad input', () => {
  const EXIT = 'a;process.exit()';
  const NAMED: readonly (readonly [name: string, change: Change, place: string, words: RegExp])[] = [
    [
      'a service name that lies',
      (json) => (json.handler.service = 'demo.v1.Liar'),
      'handler.service',
      /no service demo\.v1\.Liar in this fixture; it\s+defines demo\.v1\.Counter/,
    ],
    [
      'a member of every object',
      (json) => (json.protobuf.messages[0].fields[0].name = 'constructor'),
      'protobuf.messages[0].fields[0].name',
      /'constructor' is refused/,
    ],
    [
      'a prototype',
      (json) => (json.protobuf.messages[0].name = '__proto__'),
      'protobuf.messages[0].name',
      /'__proto__'/,
    ],
    [
      'a statement',
      (json) => (json.protobuf.services[0].name = EXIT),
      'protobuf.services[0].name',
      /no protobuf\s+identifier/,
    ],
  ];

  it('is told one by one, and executes nothing', async () => {
    write('bad', 'broken.json', '{\n  "name": "x",\n  "tags": [1,\n}\n');
    write('bad', 'sound.json', standardJson());
    for (const [name, change] of NAMED) write('bad', `${name}.json`, standardJson(change));
    const { code, stdout, stderr } = await ownProcess(['fixtures', 'validate', ...fixturesOf('bad')]);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/broken\.json:4:1\s+not JSON: /);
    for (const [name, , place, words] of NAMED) {
      const told = stdout.slice(stdout.indexOf(`  ${name}.json:`));
      expect(told.slice(0, 300)).toContain(`${place}: `);
      expect(told.slice(0, 300)).toMatch(words);
    }
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^FAILED: .*; \+4 more$/);
  });

  it('fails a run, in which the sound ones are called all the same', async () => {
    const { result, finished } = await document(['fixtures', 'run', right.address, ...fixturesOf('bad')]);
    expectValid(result);
    expect(finished.code).toBe(1);
    expect(result.summary).toMatchObject({ passed: 1, failed: NAMED.length + 1 });
  });

  it.each([
    ['an empty folder', ['--dir', 'empty'], /there is no fixture in .*empty/],
    ['a missing folder', ['--dir', 'none'], /there is no folder .*none/],
    [
      'a selection that matches nothing',
      ['--dir', 'good', '--tag', 'no-such-tag'],
      /--tag no-such-tag fits no fixture/,
    ],
  ])('exits 2 for %s', async (_, args, words) => {
    mkdirSync(join(folder, 'empty'), { recursive: true });
    const { code, stdout, stderr } = await ownProcess(['fixtures', 'run', ...args], { cwd: folder });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
