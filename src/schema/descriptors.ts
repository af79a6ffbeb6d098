import type { DescField } from '@bufbuild/protobuf';
import { FeatureSet_FieldPresence as Presence } from '@bufbuild/protobuf/wkt';

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
export { isReflectMessage, pathToString as fieldPathText, reflect } from '@bufbuild/protobuf/reflect';
export type { ReflectList, ReflectMap, ReflectMessage } from '@bufbuild/protobuf/reflect';
export { anyUnpack as unpackAny } from '@bufbuild/protobuf/wkt';
export type { FileDescriptorProto, FileDescriptorSet } from '@bufbuild/protobuf/wkt';

/** Whether a field has no presence of its own: absent, it has its default. Lists and maps are among them. */
export function isImplicit(field: DescField): boolean {
  return field.presence === Presence.IMPLICIT;
}
