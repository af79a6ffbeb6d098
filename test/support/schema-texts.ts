import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { Failure } from '../../src/base/failure.ts';
import { compileSources } from '../../src/schema/proto-compiler.ts';

/** The descriptor of one .proto text that imports well-known types at most. */
export function fileOf(text: string): FileDescriptorProto {
  const file = compileSources([{ name: 'a.proto', path: 'a.proto', text }], () => undefined).file.at(-1);
  if (file === undefined) throw new Error('nothing was compiled');
  return file;
}

/** What a text is refused with, `file:line: message`; fails the test when it compiles. */
export function refusalOf(text: string): Failure {
  try {
    fileOf(text);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it compiles');
}
