import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '../../src/serve/errors.ts';
import { protoMessages } from '../../src/serve/proto-messages.ts';

const proto = join(mkdtempSync(join(tmpdir(), 'grpc-validate-')), 'm.proto');
writeFileSync(
  proto,
  `syntax = "proto3"; package a;
import "google/protobuf/any.proto";
enum Kind { NONE = 0; LOUD = 1; }
message M { int64 big_number = 1; string text = 2; Kind kind = 3; bytes raw = 4; repeated M parts = 5; optional int32 maybe = 6; google.protobuf.Any any = 7; repeated double numbers = 8; }`,
);
const M = protoMessages(pathToFileURL(proto))('a.M');

describe('protoMessages', () => {
  it('decodes to ProtoJSON, fields without presence always there', () => {
    expect(M.decode(new Uint8Array())).toEqual({
      bigNumber: '0',
      text: '',
      kind: 'NONE',
      raw: '',
      parts: [],
      numbers: [],
    });
    expect(M.decode(Uint8Array.of(0x12, 1, 0x61, 0x30, 0))).toMatchObject({ text: 'a', maybe: 0 });
  });

  it('encodes what it decodes, bigint included', () => {
    const fields = { bigNumber: 2n ** 60n, kind: 'LOUD', raw: 'AAE=', parts: [{ text: 'ü' }] };
    expect(M.decode(M.encode(fields))).toMatchObject({
      bigNumber: '1152921504606846976',
      kind: 'LOUD',
      raw: 'AAE=',
      parts: [{ text: 'ü' }],
    });
  });

  it('keeps numbers that are not finite', () => {
    const numbers = [NaN, Infinity, -Infinity, 1.5];
    expect(M.decode(M.encode({ numbers }))).toMatchObject({ numbers: ['NaN', 'Infinity', '-Infinity', 1.5] });
  });

  it.each<[string, number[]]>([
    ['is cut', [0x12, 5, 0x61]],
    ['is not UTF-8', [0x12, 1, 0xff]],
    ['holds an Any nobody knows', [0x3a, 5, 0x0a, 3, 0x61, 0x2f, 0x62]],
  ])('refuses a message that %s as an invalid argument', (_, bytes) => {
    expect(() => M.decode(Uint8Array.from(bytes))).toThrow(InvalidArgumentError);
    expect(() => M.decode(Uint8Array.from(bytes))).toThrow(/^no a\.M: /);
  });

  it('says where fields do not fit', () => {
    expect(() => M.encode({ parts: [{ txet: '' }] })).toThrow('$.parts[0]');
  });

  it('names the messages near one it does not have', () => {
    expect(() => protoMessages(proto)('a.N')).toThrow(
      expect.objectContaining({ code: 'config', hint: 'did you mean a.M?' }),
    );
    expect(() => protoMessages()('a.M')).toThrow('there is no message a.M');
    expect(() => protoMessages('no.proto')).toThrow('no.proto: no such .proto file');
  });
});
