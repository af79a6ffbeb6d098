import type { FileRegistry } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { Edition } from '@bufbuild/protobuf/wkt';
import { lookUp } from '../resolve-names.ts';
import { packagesOf, type SymbolKind, within } from '../symbols.ts';
import { visibleTo } from '../visible.ts';

/** What printing a file needs to know beside the file. */
export interface PrintScope {
  readonly file: FileDescriptorProto;
  /** Types of options. */
  readonly registry: FileRegistry;
  readonly isProto3: boolean;
  readonly isEdition: boolean;
  /** The shortest way to write a type (`.its.full.Name`) inside `from`, a full name. */
  typeName(type: string, from: string): string;
  /** The same of an extension, in parentheses or brackets. */
  extensionName(name: string, from: string): string;
}

export function printScope(file: FileDescriptorProto, registry: FileRegistry): PrintScope {
  const files = new Map([...registry.files].map(({ proto }) => [proto.name, proto]));
  const visible = visibleTo(file, files);
  return {
    file,
    registry,
    isProto3: file.syntax === 'proto3',
    isEdition: file.edition !== Edition.EDITION_UNKNOWN,
    typeName: (type, from) => shortest(type, from, visible),
    extensionName: (name, from) => (isHidden(name, from, visible) ? `.${name}` : name),
  };
}

function shortest(type: string, from: string, visible: ReadonlyMap<string, SymbolKind>): string {
  const parts = type.slice(1).split('.');
  for (let length = 1; length <= parts.length; length += 1) {
    const candidate = parts.slice(-length).join('.');
    if (lookUp(candidate, from, visible) === type.slice(1)) return candidate;
  }
  return type;
}

/** Whether the first part of a full name means something else in a scope inside. */
function isHidden(name: string, from: string, visible: ReadonlyMap<string, SymbolKind>): boolean {
  const [first = ''] = name.split('.');
  return packagesOf(from).some((scope) => visible.has(within(scope, first)));
}
