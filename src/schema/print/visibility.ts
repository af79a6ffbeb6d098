import type { DescriptorProto, EnumDescriptorProto } from '@bufbuild/protobuf/wkt';
import { SymbolVisibility } from '@bufbuild/protobuf/wkt';

/** `export ` or `local `, where an edition says so. */
export function visibilityWord({ visibility }: DescriptorProto | EnumDescriptorProto): string {
  if (visibility === SymbolVisibility.VISIBILITY_EXPORT) return 'export ';
  return visibility === SymbolVisibility.VISIBILITY_LOCAL ? 'local ' : '';
}
