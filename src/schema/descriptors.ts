/** Descriptors as the other rooms see them: one place names the protobuf runtime for all of them. */
export { create as zeroMessage, equals, isFieldSet, ScalarType } from '@bufbuild/protobuf';
export type {
  DescEnum,
  DescField,
  DescMessage,
  DescMethod,
  FileRegistry,
  JsonObject,
  JsonValue,
  Message,
} from '@bufbuild/protobuf';
export { pathToString as fieldPathText, reflect } from '@bufbuild/protobuf/reflect';
export { anyUnpack as unpackAny } from '@bufbuild/protobuf/wkt';
export type { FileDescriptorSet } from '@bufbuild/protobuf/wkt';
