import { create } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import { findDeclaring, plainName } from '../../src/schema/find-declaration.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import { compileTexts } from '../support/reflection-server.ts';

const registry = createRegistry(
  create(FileDescriptorSetSchema, {
    file: compileTexts({
      'shop/a.proto':
        'syntax = "proto3"; package shop; message Item { enum Kind { X = 0; } string name = 1; } service Shop { rpc Buy(Item) returns (Item); }',
      'store/b.proto': 'syntax = "proto3"; package store; message Item {} message Shelf {}',
    }),
  }),
);

describe('findDeclaring', () => {
  it.each([
    ['shop.Item', 'shop/a.proto'],
    ['.shop.Item', 'shop/a.proto'],
    ['shop.Item.Kind', 'shop/a.proto'],
    ['shop.Item.name', 'shop/a.proto'],
    ['shop.Shop/Buy', 'shop/a.proto'],
    ['/shop.Shop/Buy', 'shop/a.proto'],
    ['shop.Shop.Buy', 'shop/a.proto'],
    ['Shelf', 'store/b.proto'],
    ['Item.Kind', 'shop/a.proto'],
    ['store/b.proto', 'store/b.proto'],
  ])('finds %s in %s', (name, file) => {
    expect(findDeclaring(registry, name).name).toBe(file);
  });

  it.each([
    ['Item', 'Item could be one of 2', 'say which: shop.Item, store.Item'],
    ['shop.Itm', 'nothing is named shop.Itm in this schema', 'did you mean shop.Item?'],
    ['Shlf', 'nothing is named Shlf in this schema', 'did you mean Shelf or Shop?'],
    [
      'quite-different\u001b',
      'nothing is named quite-different\\u001b in this schema',
      'call --list names the services and methods',
    ],
  ])('says of %s what could be meant', (name, message, hint) => {
    let thrown: unknown;
    try {
      findDeclaring(registry, name);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Failure);
    expect(thrown).toMatchObject({ code: 'config', message, hint });
  });
});

describe('plainName', () => {
  it('writes methods as descriptors do', () => {
    expect(['/a.B/C', 'a.B/C', '.a.B.C', 'a.B.C'].map(plainName)).toEqual(['a.B.C', 'a.B.C', 'a.B.C', 'a.B.C']);
  });
});
