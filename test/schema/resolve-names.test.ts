import { create } from '@bufbuild/protobuf';
import { FieldDescriptorProto_Type as Type, FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { resolveNames } from '../../src/schema/resolve-names.ts';
import type { SymbolKind } from '../../src/schema/symbols.ts';

const visible = new Map<string, SymbolKind>([
  ['p', 'package'],
  ['p.q', 'package'],
  ['p.q.M', 'message'],
  ['p.q.M.q', 'message'],
  ['p.q.M.E', 'enum'],
  ['p.q.M.name', 'other'],
  ['p.name', 'message'],
  ['p.q.Other', 'message'],
]);

/** Resolves a type written in a field of p.q.M. */
function resolved(typeName: string): { name: string; type: Type } {
  const file = create(FileDescriptorProtoSchema, {
    name: 'a.proto',
    package: 'p.q',
    messageType: [{ name: 'M', field: [{ name: 'f', number: 1, typeName }] }],
  });
  resolveNames(file, { visible, at: (path) => `a.proto:${path}` });
  const field = file.messageType[0]!.field[0]!;
  return { name: field.typeName, type: field.type };
}

describe('resolveNames', () => {
  it.each([
    ['M', '.p.q.M', Type.MESSAGE],
    ['E', '.p.q.M.E', Type.ENUM],
    ['p.q.Other', '.p.q.Other', Type.MESSAGE],
    ['.p.q.M.E', '.p.q.M.E', Type.ENUM],
    ['name', '.p.name', Type.MESSAGE],
    ['q', '.p.q.M.q', Type.MESSAGE],
  ])('finds %s as %s', (written, name, type) => {
    expect(resolved(written)).toEqual({ name, type });
  });

  it('commits to the innermost scope that has the first part of a dotted name', () => {
    expect(() => resolved('q.Other')).toThrow("a.proto:M.f: 'q.Other' is no message or enum here");
  });

  it('names what is near, or asks for the import', () => {
    expect(() => resolved('Othr')).toThrow(expect.objectContaining({ hint: 'did you mean Other?' }));
    expect(() => resolved('Entirely.Different')).toThrow(
      expect.objectContaining({ hint: 'is the file that declares it imported?' }),
    );
  });
});
