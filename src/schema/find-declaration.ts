import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import type { FileRegistry } from '@bufbuild/protobuf';
import { Failure } from '../base/failure.ts';
import { nearest, printable } from '../base/text.ts';
import { symbolsOf, type SymbolKind } from './symbols.ts';

/** How reflection and descriptors write a name: `/pkg.Service/Method` is `pkg.Service.Method`. */
export function plainName(name: string): string {
  return name.replace(/^[./]/, '').replaceAll('/', '.');
}

/**
 * The file that declares a service, method, message, enum or anything else, or the file of that name. A name without its
 * package will do where one thing alone has it. Throws a `config` Failure with the nearest names, or those that could be
 * meant.
 */
export function findDeclaring(registry: FileRegistry, name: string): FileDescriptorProto {
  const file = registry.getFile(name);
  if (file !== undefined) return file.proto;
  const symbols = declarations(registry);
  const wanted = plainName(name);
  const exact = symbols.get(wanted);
  if (exact !== undefined) return exact.file;
  const candidates = [...symbols].filter(([full]) => full.endsWith(`.${wanted}`));
  const owners = new Set(candidates.map(([, { file: owner }]) => owner));
  const [only] = owners;
  if (only !== undefined && owners.size === 1) return only;
  throw unknown(
    name,
    symbols,
    candidates.map(([full]) => full),
  );
}

interface Declaration {
  readonly kind: SymbolKind;
  readonly file: FileDescriptorProto;
}

function declarations(registry: FileRegistry): Map<string, Declaration> {
  const found = new Map<string, Declaration>();
  for (const { proto: file } of registry.files) {
    for (const [name, kind] of symbolsOf(file)) found.set(name, { kind, file });
  }
  return found;
}

function unknown(name: string, symbols: ReadonlyMap<string, Declaration>, candidates: readonly string[]): Failure {
  const shown = printable(name, 200);
  if (candidates.length > 0) {
    const some = candidates.slice(0, 5).join(', ');
    return new Failure('config', `${shown} could be one of ${candidates.length}`, { hint: `say which: ${some}` });
  }
  const types = [...symbols].filter(([, { kind }]) => kind !== 'other').map(([full]) => full);
  const near = nearest(plainName(name), [...types, ...types.map(lastPart)]);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'call --list names the services and methods';
  return new Failure('config', `nothing is named ${shown} in this schema`, { hint });
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
