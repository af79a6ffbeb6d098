import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const src = join(root, 'src');

const ROOMS_OF_RUN = ['base', 'schema', 'wire', 'frame', 'check', 'measure', 'rule', 'fixture', 'serve'];

/** Rooms each room may import from, besides itself. */
const ARROWS: Record<string, readonly string[]> = {
  base: [],
  schema: ['base'],
  wire: ['base', 'schema'],
  frame: ['base', 'schema'],
  check: ['base', 'schema'],
  measure: ['base', 'schema'],
  rule: ['base', 'schema', 'check'],
  fixture: ['base', 'schema'],
  certificate: ['base'],
  serve: ['base', 'schema', 'wire', 'frame', 'check', 'measure', 'rule', 'fixture'],
  session: ['base', 'schema', 'wire', 'measure', 'serve'],
  report: ['base'],
  run: [...ROOMS_OF_RUN, 'session', 'report'],
  cli: [...ROOMS_OF_RUN, 'session', 'certificate', 'report', 'run'],
  api: [...ROOMS_OF_RUN, 'session', 'report', 'run', 'cli'],
  index: ['base', 'serve', 'session', 'api'],
};

/** Packages that only some rooms may name. */
const PACKAGES: readonly (readonly [pattern: RegExp, rooms: readonly string[]])[] = [
  [/^(@grpc\/|@bufbuild\/protobuf|protobufjs|grpc-health-check)/, ['schema', 'wire', 'serve']],
  [/^hdr-histogram-js/, ['measure']],
  [/^(chalk|cli-table3)$/, ['report']],
  [/^@marcbachmann\/cel-js/, ['rule']],
  [/^@bufbuild\/protovalidate/, ['schema', 'rule']],
  [/^commander$/, ['cli']],
  [/^(@peculiar\/x509|reflect-metadata)$/, ['certificate']],
];

/** Files that need no test of their own name, with the reason. */
const TESTED_ELSEWHERE: Readonly<Record<string, string>> = {
  'cli/register/commands.ts': 'test/cli/program.test.ts runs every command by name',
  'cli/register/connect.ts': 'test/cli/program.test.ts',
  'cli/register/call.ts': 'test/cli/commands/call.test.ts runs it through the program',
  'cli/register/report.ts': 'test/cli/commands/report.test.ts runs it through the program',
  'cli/register/stream.ts': 'test/cli/program.test.ts',
  'cli/register/bench.ts': 'test/cli/commands/bench.test.ts runs it through the program',
  'run/bench/document.ts': 'test/run/bench/run.test.ts',
  'run/bench/bout.ts': 'test/run/bench/run.test.ts',
  'run/bench/carry-out.ts': 'test/run/bench/run.test.ts',
  'run/bench/calls/document.ts': 'test/cli/commands/bench-call.test.ts looks at documents of every kind',
  'run/bench/calls/follow.ts': 'test/cli/commands/bench-call.test.ts makes calls of every kind',
  'run/bench/calls/lane-book.ts': 'test/run/bench/calls/lane.test.ts',
  'run/bench/calls/arrivals.ts': 'test/run/bench/calls/lane.test.ts',
  'run/bench/calls/run.ts': 'test/cli/commands/bench-call.test.ts',
  'run/bench/calls/schema-of.ts': 'test/cli/commands/bench-call.test.ts asks by reflection and reads a file',
  'cli/commands/bench-call-load.ts': 'test/cli/commands/bench-call.test.ts refuses every load that makes no sense',
  'check/message-judge.ts': 'test/check/call-judge.test.ts and lane-judge.test.ts judge with it',
  'cli/commands/bench-call-plan.ts': 'test/cli/commands/bench-call.test.ts plans calls of every kind',
  'cli/commands/bench-call-thread.ts': 'test/cli/commands/bench-call.test.ts shares calls out to threads',
  'cli/commands/bench-call-thread-main.ts': 'test/cli/commands/bench-call.test.ts starts it',
  'cli/options/bench-call.ts': 'test/cli/commands/bench-call.test.ts takes every option',
  'run/bench/thread-main.ts': 'test/run/bench/workers.test.ts starts it',
  'run/bench/pooled.ts': 'test/run/bench/run.test.ts and test/run/merge/results.test.ts',
  'cli/register/serve.ts': 'test/cli/program.test.ts',
  'cli/register/session.ts': 'test/cli/program.test.ts',
  'cli/options/session.ts': 'test/cli/commands/session-plan.test.ts',
  'cli/commands/session.ts': 'test/stories/session.test.ts runs it',
  'run/session/plan.ts': 'test/run/session/session.test.ts',
  'run/session/document.ts': 'test/run/session/session.test.ts',
  'run/session/thresholds.ts': 'test/run/session/session.test.ts',
  'session/client/session.ts': 'test/run/session/session.test.ts',
  'session/client/seen.ts': 'test/run/session/session.test.ts',
  'session/client/report.ts': 'test/run/session/session.test.ts',
  'session/client/checks.ts': 'test/run/session/session.test.ts trips every check',
  'session/server/embedded-main.ts': 'test/stories/session.test.ts',
  'session/server/embedded.ts': 'test/stories/session.test.ts',
  'cli/register/serve-handlers.ts': 'test/cli/program.test.ts',
  'cli/register/serve-session.ts': 'test/cli/program.test.ts',
  'session/server/handler.ts': 'test/session/server/server.test.ts serves with it',
  'session/server/faulty-wire.ts': 'test/session/server/server.test.ts commits every fault',
  'session/server/fault-table.ts': 'test/session/server/faults.test.ts reads every fault',
  'cli/register/certs.ts': 'test/cli/program.test.ts',
  'run/fixtures/document.ts': 'test/run/fixtures/run.test.ts looks at documents of every outcome',
  'run/fixtures/run-target.ts': 'test/run/fixtures/run.test.ts runs against servers of every sort',
  'fixture/fixture.ts': 'types, and two constants test/fixture/fixture-shape.test.ts reads files by',
  'cli/register/fixtures.ts': 'test/cli/help-fixtures.test.ts runs every command of it',
  'rule/cel-error.ts': 'test/rule/rule-set.test.ts: wrong rules',
  'rule/cel-runtime.ts': 'test/rule/rule-set.test.ts: uint and duration values',
  'rule/constants.ts': 'test/rule/rule-set.test.ts: names of enums',
  'rule/end-rule.ts': 'test/rule/rule-set.test.ts: rules of the end',
  'rule/expression.ts': 'test/rule/rule-set.test.ts: conditions of every kind',
  'rule/language.ts': 'test/rule/rule-set.test.ts: types and variables',
  'rule/message-context.ts': 'test/rule/rule-set.test.ts: previous and first',
  'rule/message-rule.ts': 'test/rule/rule-set.test.ts: rules of messages',
  'rule/values.ts': 'test/rule/rule-set.test.ts: scalars of every kind',
  'rule/views.ts': 'test/rule/rule-set.test.ts: fields of every kind',
  'rule/well-known.ts': 'test/rule/rule-set.test.ts: well-known types',
  'session/call.ts': 'test/session/handler.test.ts',
  'cli/main.ts': 'the stories run the built binary',
  'serve/embedded-main.ts': 'test/serve/embedded.test.ts forks it',
  'serve/fixture/embedded-main.ts': 'test/serve/fixture/embedded.test.ts forks it',
  'serve/serve-parent.ts': 'test/serve/embedded.test.ts forks it',
  'base/expectation.ts': 'a list of names; test/check/stream/status.test.ts and complete.test.ts go by it',
  'base/check-result.ts': 'a list of names; test/check/settings.test.ts parses it',
  'base/result.ts': 'passes on what base/check-result.ts has',
  'run/one-stream.ts': 'test/run/stream.test.ts follows streams of every kind',
  'api/frame-stream.ts': 'test/api/spectrogram-client.test.ts opens streams of every kind',
  'run/call/one-call.ts': 'test/run/call/run.test.ts follows calls of every kind',
  'run/call/message-sink.ts': 'test/run/call/run.test.ts sends messages of every kind through it',
  'run/call/document.ts': 'test/run/call/run.test.ts',
  'run/pipeline.ts': 'test/run/stream.test.ts sends messages of every kind through it',
  'run/job-streams.ts': 'test/run/several-streams.test.ts',
  'run/document-parts.ts': 'test/run/document.test.ts and test/run/several-streams.test.ts',
};

/** Tests of a whole room or of a file that is no module. */
const WHOLE_ROOM = new Set([
  'cli/secrets.test.ts',
  'report/hostile.test.ts',
  'run/several-streams.test.ts',
  'check/healthy.test.ts',
  'report/schema.test.ts',
  'wire/call-table.test.ts',
  'wire/call-words.test.ts',
  'fixture/own-set.test.ts',
  'wire/compression.test.ts',
  'wire/flow.test.ts',
  'wire/interop.test.ts',
]);

interface Module {
  readonly path: string;
  readonly room: string;
  readonly imports: readonly string[];
  readonly typeOnly: boolean;
  readonly lines: number;
}

/** AssemblyScript, which is no module of ours. */
const modules = files(src)
  .filter((path) => !path.startsWith('frame/assembly/'))
  .map(parse);

describe('the architecture', () => {
  it('lets imports go one way between rooms', () => {
    const wrong = modules.flatMap(({ path, room, imports }) =>
      imports
        .filter((target) => target.startsWith('.'))
        .map((target) => roomOf(relative(src, resolve(dirname(join(src, path)), target))))
        .filter((target) => target !== room && !ARROWS[room]?.includes(target))
        .map((target) => `${path} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('knows every room', () => {
    expect(modules.map(({ room }) => room).filter((room) => !(room in ARROWS))).toEqual([]);
  });

  it('names gRPC, histogram and terminal packages in their rooms only', () => {
    const wrong = modules.flatMap(({ path, room, imports }) =>
      imports
        .filter((name) => PACKAGES.some(([pattern, rooms]) => pattern.test(name) && !rooms.includes(room)))
        .map((name) => `${path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no import cycle', () => {
    const graph = new Map(
      modules.map(({ path, imports }) => [
        path,
        imports
          .filter((name) => name.startsWith('.'))
          .map((name) => relative(src, resolve(dirname(join(src, path)), name))),
      ]),
    );
    expect(cycle(graph)).toBeUndefined();
  });

  it('keeps files small: none over 250 lines, half of them under 90', () => {
    expect(modules.filter(({ lines }) => lines > 250).map(({ path, lines }) => `${path} ${lines}`)).toEqual([]);
    const sorted = modules.map(({ lines }) => lines).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(90);
  });

  it('has a test of the same name for every module that does something', () => {
    const tests = new Set(files(join(root, 'test')));
    const missing = modules
      .filter(({ path, typeOnly }) => !typeOnly && !(path in TESTED_ELSEWHERE))
      .map(({ path }) => path.replace(/\.ts$/, '.test.ts'))
      .filter((path) => !tests.has(path));
    expect(missing).toEqual([]);
  });

  it('tests no module that is gone', () => {
    const sources = new Set(modules.map(({ path }) => path));
    const rooms = new Set(Object.keys(ARROWS));
    const orphans = files(join(root, 'test'))
      .filter((path) => path.endsWith('.test.ts') && rooms.has(roomOf(path)))
      .filter((path) => !WHOLE_ROOM.has(path) && !sources.has(path.replace(/(\.property)?\.test\.ts$/, '.ts')));
    expect(orphans).toEqual([]);
  });
});

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function parse(path: string): Module {
  const text = readFileSync(join(src, path), 'utf8');
  const imports = [...text.matchAll(/^(?:import|export)\s[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'/gms)].map(
    (match) => (match[1] ?? match[2]) as string,
  );
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const typeOnly = !/^(?:export )?(?:async )?(?:const|function|class|abstract class)\b|^export \{|await /m.test(code);
  return { path, room: roomOf(path), imports, typeOnly, lines: text.split('\n').length - 1 };
}

/** The room a path relative to src lies in; the public API is a room of its own. */
function roomOf(path: string): string {
  return (path.split('/')[0] as string).replace(/\.ts$/, '');
}

function cycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return undefined;
    done.add(node);
    for (const next of graph.get(node) ?? []) {
      const found = visit(next, [...trail, node]);
      if (found) return found;
    }
    return undefined;
  };
  for (const node of graph.keys()) {
    const found = visit(node, []);
    if (found) return found;
  }
  return undefined;
}
