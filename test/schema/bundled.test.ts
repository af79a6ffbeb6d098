import { describe, expect, it } from 'vitest';
import { bundledDescriptor, bundledSource } from '../../src/schema/bundled.ts';
import { compileTexts } from '../support/reflection-server.ts';

describe('bundledSource', () => {
  it('has what ships with the loader, and what we wrote', () => {
    expect(bundledSource('google/api/http.proto')?.text).toContain('message HttpRule');
    expect(bundledSource('google/rpc/status.proto')?.text).toContain('message Status');
    expect(bundledSource('google/api/nothing.proto')).toBeUndefined();
    expect(bundledSource('google/protobuf/api.proto')).toBeUndefined();
  });
});

describe('bundledDescriptor', () => {
  it('is the annotations of protovalidate, read once', () => {
    const file = bundledDescriptor('buf/validate/validate.proto');
    expect(file?.messageType.map(({ name }) => name)).toContain('FieldRules');
    expect(bundledDescriptor('buf/validate/validate.proto')).toBe(file);
    expect(bundledDescriptor('buf/validate/other.proto')).toBeUndefined();
  });
});

describe('imports without a file on the disk', () => {
  it('are options that can be set', () => {
    const files = compileTexts({
      'a.proto': `syntax = "proto3"; import "buf/validate/validate.proto"; import "google/api/annotations.proto";
        message A { int32 n = 1 [(buf.validate.field).int32 = { gt: 0 }]; }
        service S { rpc Get(A) returns (A) { option (google.api.http) = { get: "/v1/{n}" }; } }`,
    });
    const file = files.find(({ name }) => name === 'a.proto');
    expect(file?.messageType[0]?.field[0]?.options?.$unknown).toMatchObject([{ no: 1159 }]);
    expect(file?.service[0]?.method[0]?.options?.$unknown).toMatchObject([{ no: 72_295_728 }]);
  });

  it('give way to the files of the user', () => {
    const files = compileTexts({
      'a.proto': 'syntax = "proto3"; import "google/rpc/status.proto"; message A { google.rpc.Mine m = 1; }',
      'google/rpc/status.proto': 'syntax = "proto3"; package google.rpc; message Mine {}',
    });
    expect(files).toHaveLength(2);
  });
});
