import type { EnumDescriptorProto } from '@bufbuild/protobuf/wkt';
import { EnumOptionsSchema, EnumValueOptionsSchema } from '@bufbuild/protobuf/wkt';
import { within } from '../symbols.ts';
import type { Lines } from './lines.ts';
import { addOptionLines, bracketed, printOptions } from './options.ts';
import { addEnumRanges } from './ranges.ts';
import type { PrintScope } from './scope.ts';
import { visibilityWord } from './visibility.ts';

/** `enum Name { ... }`; `from` is the full name of what it stands in. */
export function addEnum(lines: Lines, desc: EnumDescriptorProto, from: string, scope: PrintScope): void {
  const path = within(from, desc.name);
  lines.block(`${visibilityWord(desc)}enum ${desc.name}`, () => {
    addOptionLines(lines, printOptions(EnumOptionsSchema, desc.options, path, scope));
    addEnumRanges(lines, desc, scope);
    for (const { name, number, options } of desc.value) {
      // Values are siblings of their enum.
      const { statements, unknown } = printOptions(EnumValueOptionsSchema, options, within(from, name), scope);
      lines.add(`${name} = ${number}${bracketed(statements, unknown)};`);
    }
  });
}
