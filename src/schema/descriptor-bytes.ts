import { toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import type { FileRegistry } from './descriptors.ts';
import { compileProtos } from './proto-compiler.ts';

/** .proto files and their imports as serialized FileDescriptorProtos, dependencies first, as reflection serves them. */
export function descriptorBytes(files: readonly string[]): Uint8Array[] {
  return compileProtos(files).file.map((file) => toBinary(FileDescriptorProtoSchema, file));
}

/** The same of the files of a registry, those they import included. */
export function registryBytes(registry: FileRegistry): Uint8Array[] {
  return [...registry.files].map(({ proto }) => toBinary(FileDescriptorProtoSchema, proto));
}
