import { describe, expect, it } from 'vitest';
import { fileOf } from '../support/schema-texts.ts';

describe('convertFile', () => {
  it('carries package, syntax and file options', () => {
    const file = fileOf('syntax = "proto3"; package a.b; option go_package = "x/y"; message M {}');
    expect([file.package, file.syntax, file.options?.goPackage]).toEqual(['a.b', 'proto3', 'x/y']);
  });

  it('writes no syntax for proto2, as protoc does', () => {
    expect(Object.hasOwn(fileOf('message M {}'), 'syntax')).toBe(false);
  });

  it('takes a file that declares nothing', () => {
    expect(fileOf('syntax = "proto3"; package only;').package).toBe('only');
  });

  it('carries options of services and methods', () => {
    const service = fileOf(
      'message M {} service S { option deprecated = true; rpc R(M) returns (M) { option deprecated = true; } }',
    ).service[0]!;
    expect([service.options?.deprecated, service.method[0]?.options?.deprecated]).toEqual([true, true]);
  });

  it('lets custom options pass', () => {
    const text = `import "google/protobuf/descriptor.proto";
      extend google.protobuf.MessageOptions { optional string note = 50001; }
      message M { option (note) = "}"; }`;
    expect(fileOf(text).extension[0]?.extendee).toBe('.google.protobuf.MessageOptions');
  });
});
