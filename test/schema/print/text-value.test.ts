import { create, fromBinary, type MessageShape } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema, MessageOptionsSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { printScope } from '../../../src/schema/print/scope.ts';
import { extensionValues, setExtensions, valueText } from '../../../src/schema/print/text-value.ts';
import { createRegistry } from '../../../src/schema/registry.ts';
import { compileTexts } from '../../support/reflection-server.ts';

const VALUE = '{ a: 5 b: "x" b: "y" c { key: 1 value: TWO } G { x: inf } d: "\\000" [p.tag]: "t" }';
const files = compileTexts({
  'a.proto': `syntax = "proto2"; package p; import "google/protobuf/descriptor.proto";
    message M { optional int32 a = 1; repeated string b = 2; map<int32, E> c = 3; optional group G = 4 { optional double x = 1; }
      optional bytes d = 5; extensions 100; enum E { ONE = 1; TWO = 2; } }
    extend M { optional string tag = 100; }
    extend google.protobuf.MessageOptions { optional M m = 50000; repeated M.E es = 50001; }
    message Used { option (m) = ${VALUE}; option (es) = TWO; option (es) = ONE; }`,
});
const file = files.find(({ name }) => name === 'a.proto')!;
const registry = createRegistry(create(FileDescriptorSetSchema, { file: files }));
const scope = printScope(file, registry);
const options = file.messageType.find(({ name }) => name === 'Used')!.options!;

const texts = (message: MessageShape<typeof MessageOptionsSchema>): string[] =>
  setExtensions(MessageOptionsSchema, message, scope).flatMap((extension) =>
    extensionValues(message, extension).map((value) => `${extension.name} ${valueText(extension, value, scope)}`),
  );

describe('valueText', () => {
  it('prints a message as it may be written, and each value of a list', () => {
    expect(texts(options)).toEqual([`m ${VALUE}`, 'es TWO', 'es ONE']);
  });
});

describe('setExtensions', () => {
  it('passes over what no extension is known for, and what its extension cannot be', () => {
    // 50000 with a message that is cut, and 50002.
    const bytes = Buffer.from([0x82, 0xb5, 0x18, 2, 0x12, 9, 0x90, 0xb5, 0x18, 1]);
    expect(setExtensions(MessageOptionsSchema, fromBinary(MessageOptionsSchema, bytes), scope)).toEqual([]);
  });
});
