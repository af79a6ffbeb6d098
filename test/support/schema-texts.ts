import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { compileSources } from '../../src/schema/proto-compiler.ts';

/** The descriptor of one .proto text that imports well-known types at most. */
export function fileOf(text: string): FileDescriptorProto {
  const file = compileSources([{ name: 'a.proto', path: 'a.proto', text }], () => undefined).file.at(-1);
  if (file === undefined) throw new Error('nothing was compiled');
  return file;
}
