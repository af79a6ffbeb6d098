import { create, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import { REFLECTION_LIMITS } from '../../src/schema/reflected-files.ts';
import { ReflectionClient } from '../../src/schema/reflection.ts';
import type { ServerOptions } from '../support/reflection-server.ts';
import {
  compileTexts,
  encodeResponse,
  filesAnswer,
  readRequest,
  refusal,
  reflectionOf,
} from '../support/reflection-server.ts';

const FILES = compileTexts({
  'shop/shop.proto': `syntax = "proto3"; package shop; import "shop/item.proto"; import "google/protobuf/timestamp.proto";
    message Order { Item item = 1; google.protobuf.Timestamp at = 2; }
    service Shop { rpc Buy(Order) returns (stream Item); }`,
  'shop/item.proto':
    'syntax = "proto3"; package shop; import public "shop/price.proto"; message Item { Price price = 1; }',
  'shop/price.proto': 'syntax = "proto3"; package shop; message Price { int64 cents = 1; }',
  'other.proto':
    'syntax = "proto3"; package other; import "shop/price.proto"; service Other { rpc Ask(shop.Price) returns (shop.Price); }',
});

const file = (name: string, more: object = {}): Uint8Array =>
  toBinary(FileDescriptorProtoSchema, create(FileDescriptorProtoSchema, { name, syntax: 'proto3', ...more }));

function client(
  options: ServerOptions = {},
  files = FILES,
): ReturnType<typeof reflectionOf> & { of: ReflectionClient } {
  const server = reflectionOf(files, options);
  return { ...server, of: new ReflectionClient(server.ask) };
}

/** A client of a server that always gives these answers in turn. */
function answering(...answers: readonly Uint8Array[]): ReflectionClient {
  let next = 0;
  return new ReflectionClient(() => Promise.resolve(answers[Math.min(next++, answers.length - 1)] as Uint8Array));
}

describe('a reflection client', () => {
  it('lists the services', async () => {
    expect(await client().of.services()).toEqual(['shop.Shop', 'other.Other']);
  });

  it.each(['one', 'all', 'unsent'] as const)('fetches each file once from a server that sends %s', async (manner) => {
    const { of, questions } = client({ manner });
    const registry = await of.registry(['shop.Shop']);
    expect([...registry.files].map(({ proto }) => proto.name).toSorted()).toEqual([
      'google/protobuf/timestamp.proto',
      'shop/item.proto',
      'shop/price.proto',
      'shop/shop.proto',
    ]);
    expect(registry.getMessage('shop.Order')?.fields).toHaveLength(2);
    const both = await of.registry(['other.Other', 'shop.Price']);
    expect([...both.files].map(({ proto }) => proto.name)).toEqual(['shop/price.proto', 'other.proto']);
    expect(questions.map((question) => Object.values(question)[0])).toEqual(
      manner === 'one'
        ? ['shop.Shop', 'shop/item.proto', 'google/protobuf/timestamp.proto', 'shop/price.proto', 'other.Other']
        : ['shop.Shop', 'other.Other'],
    );
  });

  it('finds a file by its name', async () => {
    const registry = await client().of.file('shop/item.proto');
    expect([...registry.files].map(({ proto }) => proto.name)).toEqual(['shop/price.proto', 'shop/item.proto']);
  });

  it('uses our well-known files where the server has none', async () => {
    const { of } = client({ without: ['google/protobuf/timestamp.proto'] });
    expect((await of.registry(['shop.Shop'])).getMessage('google.protobuf.Timestamp')).toBeDefined();
  });

  describe('of messages with extensions', () => {
    const EXTENDED = compileTexts({
      'a.proto':
        'syntax = "proto2"; package p; message A { extensions 5 to 9; message B { extensions 1; } } service S { rpc Go(A) returns (A); }',
      'ext.proto':
        'syntax = "proto2"; package q; import "a.proto"; import "more.proto"; extend p.A { optional M m = 5; } extend p.A.B { optional bool b = 1; }',
      'more.proto': 'syntax = "proto2"; package q; message M {}',
    });

    it('fetches the files that extend them, with their imports', async () => {
      const registry = await client({}, EXTENDED).of.registry(['p.S']);
      expect(registry.getExtension('q.m')?.number).toBe(5);
      expect(registry.getExtension('q.b')?.extendee.typeName).toBe('p.A.B');
    });

    it('does without where they are not complete, or the server ends at the question', async () => {
      const partial = await client({ without: ['more.proto'] }, EXTENDED).of.registry(['p.S']);
      expect([...partial.files]).toHaveLength(1);
      const server = reflectionOf(EXTENDED);
      const ending = new ReflectionClient((bytes) =>
        'allExtensionNumbersOfType' in readRequest(bytes)
          ? Promise.reject(new Failure('reflection-broken', 'over'))
          : server.ask(bytes),
      );
      expect([...(await ending.registry(['p.S'])).files]).toHaveLength(1);
    });
  });

  it('says which file is missing, who imports it, and the words of the server', async () => {
    await expect(client({ without: ['shop/price.proto'] }).of.registry(['shop.Shop'])).rejects.toMatchObject({
      code: 'reflection-broken',
      message:
        'the server\'s reflection does not give shop/price.proto, which shop/item.proto imports: NOT_FOUND: not found: "shop/price.proto"',
      hint: 'give the schema in files, with --proto or --protoset',
    });
  });

  it('tells a symbol the server does not know from a broken reflection', async () => {
    await expect(client().of.registry(['shop.Shoe'])).rejects.toMatchObject({
      code: 'config',
      message: "the server's reflection does not know shop.Shoe: NOT_FOUND: not found: shop.Shoe",
    });
    await expect(answering(refusal(13, 'disk on fire')).registry(['shop.Shop'])).rejects.toMatchObject({
      code: 'reflection-broken',
      message: "the server's reflection does not give shop.Shop: INTERNAL: disk on fire",
    });
  });
});

describe('a hostile server', () => {
  const service = (name: string): Uint8Array => encodeResponse({ listServicesResponse: { service: [{ name }] } });
  const files = (...all: Uint8Array[]): Uint8Array => filesAnswer(all);
  const root = (...dependency: string[]): Uint8Array => file('a.proto', { dependency, messageType: [{ name: 'A' }] });
  const field = (more: object): Uint8Array =>
    file('a.proto', { messageType: [{ name: 'A', field: [{ name: 'f', number: 1, label: 1, ...more }] }] });

  it('cannot list a service by a name that is none', async () => {
    await expect(answering(service('a\u001b[2J.B')).services()).rejects.toMatchObject({
      code: 'reflection-broken',
      message: `the server's reflection lists a service named "a\\\\u001b[2J.B"`,
    });
  });

  it.each([
    ['answers another question', [service('a.B')], 'was asked for A, and answered with services'],
    [
      'sends files without the symbol',
      [files(file('b.proto'))],
      'was asked for A, and sent files that do not declare it',
    ],
    ['sends nothing', [files()], 'was asked for A, and sent files that do not declare it'],
    [
      'sends another file than the one asked for',
      [files(root('b.proto')), files(file('c.proto'))],
      'was asked for b.proto, which a.proto imports, and sent other files',
    ],
    [
      'sends files that import each other',
      [files(root('b.proto'), file('b.proto', { dependency: ['a.proto'] }))],
      'a.proto imports itself, through b.proto',
    ],
    ['sends a file that imports itself', [files(root('a.proto'))], 'a.proto imports itself'],
    ['sends a cut descriptor', [files(root().subarray(0, 5))], 'sent no descriptor'],
    [
      'names a field __proto__',
      [files(field({ name: '__proto__', type: 9 }))],
      "'__proto__' is not a protobuf identifier",
    ],
    ['uses a type that is nowhere', [files(field({ type: 11, typeName: '.No' }))], 'sent files that cannot be used'],
    ['leaves a type out', [files(field({ type: 99 }))], 'sent files that cannot be used'],
    [
      'points at a oneof that is not there',
      [files(field({ type: 9, oneofIndex: 7 }))],
      'sent files that cannot be used',
    ],
  ])('that %s is refused in one line', async (_, answers, message) => {
    await expect(answering(...answers).registry(['A'])).rejects.toMatchObject({
      code: 'reflection-broken',
      message: expect.stringContaining(message) as string,
    });
  });

  it('that invents one more import for ever comes to an end', async () => {
    let next = 0;
    const endless = new ReflectionClient(
      () => {
        next += 1;
        const name = next === 1 ? 'a.proto' : `f${next}.proto`;
        return Promise.resolve(
          files(file(name, { dependency: [`f${next + 1}.proto`], messageType: next === 1 ? [{ name: 'A' }] : [] })),
        );
      },
      { ...REFLECTION_LIMITS, files: 500 },
    );
    await expect(endless.registry(['A'])).rejects.toMatchObject({
      message: expect.stringContaining('more than 500 files') as string,
    });
  });
});
