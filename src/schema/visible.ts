import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { packagesOf, symbolsOf, type SymbolKind } from './symbols.ts';

/** What a file can name: its own symbols, those of its imports among `files`, and of what those import publicly. */
export function visibleTo(
  file: FileDescriptorProto,
  files: ReadonlyMap<string, FileDescriptorProto>,
): Map<string, SymbolKind> {
  const visible = new Map<string, SymbolKind>();
  const seen = new Set<string>();
  const visit = (visited: FileDescriptorProto): void => {
    for (const name of packagesOf(visited.package)) if (!visible.has(name)) visible.set(name, 'package');
    for (const [name, kind] of symbolsOf(visited)) visible.set(name, kind);
    const followed =
      visited === file
        ? [...visited.dependency, ...visited.optionDependency]
        : visited.publicDependency.map((i) => visited.dependency[i] ?? '');
    for (const name of followed) {
      const next = files.get(name);
      if (next === undefined || seen.has(name)) continue;
      seen.add(name);
      visit(next);
    }
  };
  visit(file);
  return visible;
}
