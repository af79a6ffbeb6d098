import { create } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { inOrder } from '../../src/schema/file-order.ts';

function ordered(imports: Record<string, string[]>, ...roots: string[]): string[] {
  const files = new Map<string, FileDescriptorProto>(
    Object.entries(imports).map(([name, dependency]) => [
      name,
      create(FileDescriptorProtoSchema, { name, dependency }),
    ]),
  );
  const chosen = roots.map((root) => files.get(root) as FileDescriptorProto);
  return inOrder(chosen, files, { code: 'config', hint: 'try this' }).map(({ name }) => name);
}

describe('inOrder', () => {
  it('puts every file after what it imports, once, and leaves out what nobody wants', () => {
    expect(ordered({ d: [], b: ['d'], c: ['d'], a: ['b', 'c'], other: [] }, 'a', 'b')).toEqual(['d', 'b', 'c', 'a']);
  });

  it('takes a well-known file from ours only where there is none', () => {
    expect(ordered({ a: ['google/protobuf/api.proto'] }, 'a')).toEqual([
      'google/protobuf/source_context.proto',
      'google/protobuf/any.proto',
      'google/protobuf/type.proto',
      'google/protobuf/api.proto',
      'a',
    ]);
    expect(ordered({ a: ['google/protobuf/api.proto'], 'google/protobuf/api.proto': [] }, 'a')).toHaveLength(2);
  });

  it.each([
    [{ a: ['b'], b: ['lost.proto'] }, 'b imports lost.proto, which is not there'],
    [{ a: ['b'], b: ['c'], c: ['b'] }, 'b imports itself, through c'],
    [{ a: ['a'] }, 'a imports itself, through a'],
  ])('refuses %j', (imports, message) => {
    expect(() => ordered(imports, 'a')).toThrow(expect.objectContaining({ code: 'config', message, hint: 'try this' }));
  });

  it('follows a chain longer than the stack is deep', () => {
    const chain = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`f${i}`, [`f${i + 1}`]]));
    expect(ordered({ ...chain, f50000: [] }, 'f0')).toHaveLength(50_001);
  });
});
