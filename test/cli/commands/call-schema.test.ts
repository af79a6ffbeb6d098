import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asksForSchema } from '../../../src/cli/commands/call-schema.ts';
import { CALL } from '../../../src/cli/options/tables.ts';
import { run } from '../../../src/cli/program.ts';
import { readDescriptorSet } from '../../../src/schema/registry.ts';
import type { RunningServer } from '../../../src/serve/grpc-server.ts';
import { startServer } from '../../../src/serve/grpc-server.ts';
import { GrpcService } from '../../../src/serve/service.ts';
import { testIo } from '../../support/io.ts';
import { compileTexts } from '../../support/reflection-server.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { settingsOf } from '../../support/settings.ts';

const TEXTS = {
  'shop.proto': `syntax = "proto3"; package shop; import "item.proto";
    service Shop { rpc Buy(stream Item) returns (stream Item); rpc See(Item) returns (Item); }`,
  'item.proto': 'syntax = "proto3"; package shop; message Item { string name = 1; }',
};

let server: RunningServer;
beforeAll(async () => {
  const descriptors = compileTexts(TEXTS).map((file) => toBinary(FileDescriptorProtoSchema, file));
  server = await startServer(new GrpcService(), [], { descriptors, graceMs: 20 });
});
afterAll(() => server.close());

async function call(args: readonly string[], options: Parameters<typeof testIo>[0] = {}) {
  const io = testIo(options);
  const code = await run(['call', ...args], io);
  return { code, out: io.out(), err: io.err() };
}

const LISTED = `shop.Shop  shop.proto
  Buy  bidi-stream  stream Item -> stream Item
  See  unary        Item -> Item

1 service, 2 methods
`
  .replace('bidi-stream  ', 'bidi-stream    ')
  .replace('unary        ', 'unary          ');

describe('call --list', () => {
  it('lists what the server reflects', async () => {
    expect(await call([server.address, '--list'])).toEqual({ code: 0, out: LISTED, err: '' });
  });

  it('lists what files declare, without a target', async () => {
    const folder = scratchFolder(TEXTS);
    const flags = ['--proto', join(folder, 'shop.proto'), '--import-path', folder, '--list'];
    expect(await call(flags)).toEqual({ code: 0, out: LISTED, err: '' });
    expect((await call(['nowhere:1', ...flags])).err).toContain('and no server is asked');
  });

  it('lists for machines', async () => {
    const { out } = await call([server.address, '--list', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      services: [
        {
          name: 'shop.Shop',
          file: 'shop.proto',
          methods: [{ path: 'shop.Shop/Buy', kind: 'bidi-stream' }, { input: 'shop.Item' }],
        },
      ],
    });
    expect((await call([server.address, '--list', '-o', 'line'])).out).toBe('shop.Shop/Buy\nshop.Shop/See\n');
    expect((await call([server.address, '--list', '-o', 'ndjson'])).out.split('\n')).toHaveLength(2);
  });
});

describe('call --describe', () => {
  it.each(['shop.Shop', 'shop.Shop/Buy', 'Shop', 'shop.proto'])('prints the file that declares %s', async (name) => {
    const { code, out, err } = await call([server.address, '--describe', name]);
    expect(code).toBe(0);
    expect(out).toMatch(/^syntax = "proto3";\n\npackage shop;\n\nimport "item\.proto";\n/);
    expect(out).toContain('rpc Buy(stream Item) returns (stream Item);');
    expect(err).toBe('grpc-validate: it imports item.proto: --describe prints each, --protoset-out saves all\n');
  });

  it('prints JSON for machines', async () => {
    const { out } = await call([server.address, '--describe', 'shop.Item', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      file: 'item.proto',
      text: expect.stringContaining('message Item') as string,
    });
  });

  it('names what is near', async () => {
    const { code, err } = await call([server.address, '--describe', 'shop.Itme']);
    expect(code).toBe(2);
    expect(err).toBe('grpc-validate: nothing is named shop.Itme in this schema (did you mean shop.Item?)\n');
  });
});

describe('call --protoset-out', () => {
  it('saves what the server reflects, alone or beside what is printed', async () => {
    const path = join(scratchFolder({}), 'set.binpb');
    expect((await call([server.address, '--protoset-out', path])).err).toBe(
      `grpc-validate: the schema is in ${path}\n`,
    );
    expect(readDescriptorSet(readFileSync(path), path).file.map(({ name }) => name)).toEqual([
      'item.proto',
      'shop.proto',
    ]);
    expect((await call(['--protoset', path, '--list'])).out).toBe(LISTED);
    await call([server.address, '--describe', 'shop.Item', '--protoset-out', path, '-q']);
    expect(readDescriptorSet(readFileSync(path), path).file.map(({ name }) => name)).toEqual(['item.proto']);
  });

  it('saves the schema of a call', async () => {
    const path = join(scratchFolder({}), 'set.binpb');
    await call([server.address, 'shop.Shop/See', '-d', '{}', '--protoset-out', path, '-o', 'line']);
    expect(readDescriptorSet(readFileSync(path), path).file).toHaveLength(2);
  });
});

describe('asking for the schema is refused', () => {
  it.each([
    [['--list'], 'no target was given'],
    [['--list'], 'or name a file with the schema by --proto or --protoset'],
    [['--describe', 'a.B'], 'or name a file with the schema by --proto or --protoset'],
    [['127.0.0.1:1', 'a.B/C', '--list'], 'no method is called with --list'],
    [['a.B/C', '--list'], 'no method is called with --list'],
    [['127.0.0.1:1', '--list', '--describe', 'A'], '--list and --describe contradict each other'],
    [['--list', '--proto', '/nowhere.proto'], '/nowhere.proto: no such .proto file'],
  ])('for %j', async (args, message) => {
    const { code, err, out } = await call(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err.trimEnd()).not.toContain('\n');
  });

  it('when nothing listens, with the exit code for that', async () => {
    expect(await call(['127.0.0.1:1', '--list', '--retries', '0', '-q'])).toMatchObject({ code: 3, out: '' });
  });

  it('when stdout cannot be written, but not when its reader has seen enough', async () => {
    const failing = (code: string) =>
      call([server.address, '--list'], { refuse: Object.assign(new Error('no'), { code }) });
    expect(await failing('ENOSPC')).toMatchObject({ code: 2 });
    expect(await failing('EPIPE')).toMatchObject({ code: 0, err: '' });
  });
});

describe('asksForSchema', () => {
  it.each([
    [{}, ['host:1', 'a.B/C'], false],
    [{ list: true }, ['host:1'], true],
    [{ describe: 'A' }, [], true],
    [{ protosetOut: 'x' }, ['unix:/a/b'], true],
    [{ protosetOut: 'x' }, ['host:1', 'a.B/C'], false],
  ])('of %j and %j is %s', (said, words, wanted) => {
    expect(asksForSchema(settingsOf(CALL, said).values, words)).toBe(wanted);
  });
});
