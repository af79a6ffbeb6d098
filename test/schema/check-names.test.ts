import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { checkNames } from '../../src/schema/check-names.ts';
import { compileProtos } from '../../src/schema/proto-compiler.ts';

const PROTOS = new URL('../support/protos/', import.meta.url).pathname;
const BAD = 'x(){}';

describe('checkNames', () => {
  it('takes every name a compiler makes', () => {
    for (const file of compileProtos([`${PROTOS}everything.proto`]).file) expect(() => checkNames(file)).not.toThrow();
  });

  const cases: [string, MessageInitShape<typeof FileDescriptorProtoSchema>][] = [
    ['package', { package: BAD }],
    ['message', { messageType: [{ name: BAD }] }],
    ['nested message', { messageType: [{ name: 'A', nestedType: [{ name: BAD }] }] }],
    ['nested enum', { messageType: [{ name: 'A', enumType: [{ name: BAD }] }] }],
    ['field', { messageType: [{ name: 'A', field: [{ name: BAD }] }] }],
    ['field type', { messageType: [{ name: 'A', field: [{ name: 'a', typeName: BAD }] }] }],
    ['oneof', { messageType: [{ name: 'A', oneofDecl: [{ name: BAD }] }] }],
    ['enum value', { enumType: [{ name: 'E', value: [{ name: BAD }] }] }],
    ['extension', { extension: [{ name: 'e', extendee: BAD }] }],
    ['service', { service: [{ name: BAD }] }],
    ['method', { service: [{ name: 'S', method: [{ name: BAD }] }] }],
    ['request type', { service: [{ name: 'S', method: [{ name: 'M', inputType: BAD, outputType: '.A' }] }] }],
    ['reply type', { service: [{ name: 'S', method: [{ name: 'M', inputType: '.A', outputType: BAD }] }] }],
  ];
  it.each(cases)('refuses a hostile %s', (_, file) => {
    expect(() => checkNames(create(FileDescriptorProtoSchema, { name: 'a.proto', ...file }))).toThrow(
      /^a\.proto: 'x\(\)\{\}' is not/,
    );
  });
});
