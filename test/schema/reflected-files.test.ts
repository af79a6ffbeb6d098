import { create, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { ReflectedFiles } from '../../src/schema/reflected-files.ts';
import { compileTexts } from '../support/reflection-server.ts';

const file = (name: string, more: object = {}): Uint8Array =>
  toBinary(FileDescriptorProtoSchema, create(FileDescriptorProtoSchema, { name, syntax: 'proto3', ...more }));

const named = (name: string): Uint8Array => file('a.proto', { messageType: [{ name }] });

describe('ReflectedFiles', () => {
  it('keeps a file once and knows what it declares', () => {
    const files = new ReflectedFiles();
    const [bytes] = compileTexts({ 'a.proto': 'syntax = "proto3"; package p; message A { message B {} }' }).map(
      (each) => toBinary(FileDescriptorProtoSchema, each),
    );
    const kept = files.add(bytes as Uint8Array);
    expect(files.add(Buffer.from(bytes as Uint8Array))).toBe(kept);
    expect(files.declaring('p.A.B')).toBe(kept);
    expect(files.declaring('p.C')).toBeUndefined();
    expect(files.has('a.proto')).toBe(true);
  });

  it('counts a file that is sent again once', () => {
    const files = new ReflectedFiles({ files: 1, bytes: 20, declarations: 1, facts: 3 });
    for (let i = 0; i < 10; i += 1) files.add(file('a.proto'));
    expect(files.has('a.proto')).toBe(true);
  });

  it('tells the imports that are missing, at any distance, and who imports them', () => {
    const files = new ReflectedFiles();
    const root = files.add(file('a.proto', { dependency: ['b.proto', 'x.proto'] }));
    files.add(file('b.proto', { dependency: ['y.proto', 'a.proto'] }));
    expect(files.missing([root])).toEqual(
      new Map([
        ['x.proto', 'a.proto'],
        ['y.proto', 'b.proto'],
      ]),
    );
    expect(() => files.closure([root])).toThrow(expect.objectContaining({ code: 'reflection-broken' }));
  });

  it.each([
    ['bytes that are no descriptor', [Buffer.from([0xff])], 'sent no descriptor: byte 0: a varint runs past the end'],
    [
      'a descriptor that is cut',
      [file('a.proto').subarray(0, 4)],
      'sent no descriptor: byte 1: field 1 (name) runs 5 bytes past the end',
    ],
    ['a name that is none', [named('a b')], "a.proto: 'a b' is not a protobuf identifier"],
    ['__proto__', [named('__proto__')], "'__proto__' is not a protobuf identifier"],
    [
      'two files of one name',
      [file('a.proto'), file('a.proto', { package: 'b' })],
      'two different files named a.proto',
    ],
    ['too many files', ['a', 'b', 'c', 'd'].map((name) => file(name)), 'sent more than 3 files'],
    [
      'too many declarations',
      [file('a', { messageType: Array.from({ length: 30 }, () => ({})) })],
      'sent more than 20 declarations',
    ],
    [
      'too many facts',
      [file('a', { dependency: Array.from({ length: 60 }, () => '') })],
      'sent more than 60 facts about its declarations',
    ],
    ['too many bytes', [file('a', { package: 'p'.repeat(300) })], 'sent more than 200 bytes of descriptors'],
  ])('refuses %s', (_, all, message) => {
    const files = new ReflectedFiles({ files: 3, bytes: 200, declarations: 20, facts: 60 });
    expect(() => all.forEach((bytes) => files.add(bytes))).toThrow(
      expect.objectContaining({ code: 'reflection-broken', message: expect.stringContaining(message) as string }),
    );
  });

  it('takes names that mean something to JavaScript', () => {
    const files = new ReflectedFiles();
    for (const name of ['constructor', 'hasOwnProperty', 'toString'])
      files.add(file(name, { messageType: [{ name }] }));
    expect(files.declaring('constructor')?.name).toBe('constructor');
    expect(files.declaring('valueOf')).toBeUndefined();
  });
});
