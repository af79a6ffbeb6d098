import { create, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { createCounter } from '../../src/schema/count-parts.ts';

const count = createCounter(FileDescriptorProtoSchema);

describe('createCounter', () => {
  it('counts messages at any depth, and the fields of all', () => {
    const file = create(FileDescriptorProtoSchema, {
      name: 'a.proto',
      dependency: ['b', 'c'],
      messageType: [{ name: 'A', field: [{ name: 'f', number: 1 }] }, {}],
    });
    // The file, two messages and a field; name, two imports, two messages, name, field, name, number.
    expect(count(toBinary(FileDescriptorProtoSchema, file))).toEqual({ messages: 4, fields: 9 });
    expect(count(new Uint8Array(0))).toEqual({ messages: 1, fields: 0 });
  });

  it('ends where bytes are cut', () => {
    expect(count(Uint8Array.of(0x22, 9, 0x0a))).toEqual({ messages: 1, fields: 1 });
    expect(count(Uint8Array.of(0x22, 2, 0x0a, 9))).toEqual({ messages: 2, fields: 2 });
    expect(count(Uint8Array.of(0x00))).toEqual({ messages: 1, fields: 0 });
  });
});
