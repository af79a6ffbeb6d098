/** Descriptors as the other rooms see them: one place names the protobuf runtime for all of them. */
export { ScalarType } from '@bufbuild/protobuf';
export type { DescField, DescMessage, DescMethod, FileRegistry, JsonObject, JsonValue } from '@bufbuild/protobuf';
export { reflect } from '@bufbuild/protobuf/reflect';
export type { FileDescriptorSet } from '@bufbuild/protobuf/wkt';
