import type { DescriptorProto, EnumDescriptorProto } from '@bufbuild/protobuf/wkt';
import { Edition, SymbolVisibility } from '@bufbuild/protobuf/wkt';
import type { Parsing } from './parsing.ts';

/** `export` or `local` before a message or an enum, since edition 2024; marks what is declared then. */
export function takeVisibility(parsing: Parsing): <T extends DescriptorProto | EnumDescriptorProto>(declared: T) => T {
  const { reader } = parsing;
  const word = ['export', 'local'].find((each) => reader.is(each));
  const declares = reader.is('message', 1) || reader.is('enum', 1);
  if (word === undefined || !declares || parsing.edition < Edition.EDITION_2024 || !parsing.isEdition) {
    return (declared) => declared;
  }
  reader.next();
  return (declared) => {
    declared.visibility = word === 'export' ? SymbolVisibility.VISIBILITY_EXPORT : SymbolVisibility.VISIBILITY_LOCAL;
    return declared;
  };
}
