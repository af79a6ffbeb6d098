import { create, type FileRegistry } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { checkExtensions } from './check-extensions.ts';
import { checkProto } from './check-proto.ts';
import { interpretOptions, isCustom } from './options/interpret.ts';
import type { OptionTypes } from './options/message-value.ts';
import type { ParsedProto } from './parse/file.ts';
import { createRegistry } from './registry.ts';
import { resolveNames } from './resolve-names.ts';
import { packagesOf, type SymbolKind, within } from './symbols.ts';
import { visibleTo } from './visible.ts';

/** A file all of whose names are resolved; its custom options wait for the other files. */
export interface Compiled {
  readonly parsed: ParsedProto;
  readonly path: string;
  readonly visible: ReadonlyMap<string, SymbolKind>;
}

/** No type but the options' own. */
const NO_TYPES: OptionTypes = { extension: () => undefined, message: () => undefined };

/** Resolves the names of a parsed file, whose imports are among `done`, checks it, and sets its plain options. */
export function link(parsed: ParsedProto, path: string, done: ReadonlyMap<string, FileDescriptorProto>): Compiled {
  const visible = visibleTo(parsed.proto, done);
  resolveNames(parsed.proto, { visible, at: (_, declared) => parsed.at(declared) });
  for (const block of parsed.options) interpretOptions(block, path, NO_TYPES, 'plain');
  checkProto(parsed);
  checkExtensions(parsed.proto, done.values(), (declared) => parsed.at(declared));
  return { parsed, path, visible };
}

/** Sets the custom options of all files, whose types are known only now. */
export function addCustomOptions(compiled: readonly Compiled[], files: readonly FileDescriptorProto[]): void {
  const waiting = compiled.filter(({ parsed }) => parsed.options.some(({ statements }) => statements.some(isCustom)));
  if (waiting.length === 0) return;
  const registry = createRegistry(create(FileDescriptorSetSchema, { file: [...files] }));
  for (const { parsed, path, visible } of waiting) {
    for (const block of parsed.options) {
      const from = within(parsed.proto.package, block.scope);
      interpretOptions(block, path, typesIn(registry, from, visible), 'custom');
    }
  }
}

function typesIn(registry: FileRegistry, from: string, visible: ReadonlyMap<string, SymbolKind>): OptionTypes {
  return {
    message: (name) => registry.getMessage(name),
    extension: (name) => {
      const found = scopesOf(name, from).find((each) => visible.has(each) && registry.getExtension(each) !== undefined);
      return found === undefined ? undefined : registry.getExtension(found);
    },
  };
}

/** What a name may mean, innermost scope first. */
function scopesOf(name: string, from: string): string[] {
  if (name.startsWith('.')) return [name.slice(1)];
  return ['', ...packagesOf(from)].map((scope) => within(scope, name)).toReversed();
}
