import { create } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { printScope } from '../../../src/schema/print/scope.ts';
import { createRegistry } from '../../../src/schema/registry.ts';
import { compileTexts } from '../../support/reflection-server.ts';

const files = compileTexts({
  'a.proto': `edition = "2023"; package p.q; import "b.proto";
    message M { message In { message other {} } message p { } } message Out {}`,
  'b.proto': 'syntax = "proto3"; package other; message Out {} message N {}',
});
const registry = createRegistry(create(FileDescriptorSetSchema, { file: files }));
const scope = printScope(
  files.find(({ name }) => name === 'a.proto')!,
  registry,
);

describe('printScope', () => {
  it.each([
    ['.p.q.M.In', 'p.q.M', 'In'],
    ['.p.q.M.In', 'p.q.Out', 'M.In'],
    ['.p.q.Out', 'p.q.M.In', 'Out'],
    ['.other.Out', 'p.q.Out', 'other.Out'],
    // Inside In, `other` is a message of its own.
    ['.other.Out', 'p.q.M.In', '.other.Out'],
    ['.nowhere.X', 'p.q', '.nowhere.X'],
  ])('writes %s inside %s as %s', (type, from, name) => {
    expect(scope.typeName(type, from)).toBe(name);
  });

  it('writes extensions by their full name, with a dot where that means another thing', () => {
    expect(scope.extensionName('other.ext', 'p.q.Out')).toBe('other.ext');
    expect(scope.extensionName('other.ext', 'p.q.M.In')).toBe('.other.ext');
  });

  it('knows the syntax', () => {
    expect([scope.isProto3, scope.isEdition]).toEqual([false, true]);
  });
});
