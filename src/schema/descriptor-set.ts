import { create, toBinary, type FileRegistry } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** All files of a registry as a serialized FileDescriptorSet, dependencies first, as protoc takes and makes them. */
export function descriptorSetBytes(registry: FileRegistry): Uint8Array {
  const file = [...registry.files].map(({ proto }) => proto);
  return toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file }));
}
