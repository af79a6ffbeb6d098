import { isFieldSet } from '@bufbuild/protobuf';
import type { DescriptorProto, FieldDescriptorProto, FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FieldDescriptorProto_Type as Type, FieldDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { didYouMean, printable } from '../base/text.ts';
import type { SymbolKind } from './symbols.ts';
import { within } from './symbols.ts';

/** What a file can name: its own symbols and those of its imports; `at` says where something stands, by its path in the file. */
export interface NameScope {
  readonly visible: ReadonlyMap<string, SymbolKind>;
  at(path: string, declared: object): string;
}

/**
 * Replaces every type name of a file as written by `.its.full.Name`, found by protobuf's scoping rule, and sets the
 * type of fields that name a message or an enum. Throws a `config` Failure for a name that means nothing.
 */
export function resolveNames(file: FileDescriptorProto, scope: NameScope): void {
  for (const message of file.messageType) resolveMessage(message, '', file, scope);
  for (const field of file.extension) resolveField(field, '', file, scope);
  for (const service of file.service) {
    for (const method of service.method) {
      const where = scope.at(within(service.name, method.name), method);
      const full = within(file.package, within(service.name, method.name));
      method.inputType = find(method.inputType, full, scope.visible, where, 'message').name;
      method.outputType = find(method.outputType, full, scope.visible, where, 'message').name;
    }
  }
}

function resolveMessage(message: DescriptorProto, outer: string, file: FileDescriptorProto, scope: NameScope): void {
  const path = within(outer, message.name);
  for (const nested of message.nestedType) resolveMessage(nested, path, file, scope);
  for (const field of [...message.field, ...message.extension]) resolveField(field, path, file, scope);
}

function resolveField(field: FieldDescriptorProto, outer: string, file: FileDescriptorProto, scope: NameScope): void {
  const where = scope.at(within(outer, field.name), field);
  const from = within(file.package, outer);
  if (field.extendee !== '') field.extendee = find(field.extendee, from, scope.visible, where, 'message').name;
  if (field.typeName === '') return;
  const found = find(field.typeName, from, scope.visible, where, 'type');
  field.typeName = found.name;
  if (field.type !== Type.GROUP) field.type = found.kind === 'enum' ? Type.ENUM : Type.MESSAGE;
  if (isFieldSet(field, FieldDescriptorProtoSchema.field.defaultValue)) checkDefault(field, found, scope, where);
}

/** The default of an enum is one of its values, which are its siblings. */
function checkDefault(
  { defaultValue }: FieldDescriptorProto,
  { name, kind }: Found,
  scope: NameScope,
  where: string,
): void {
  if (kind !== 'enum') throw new Failure('config', `${where}: messages have no defaults`);
  const sibling = `${name.slice(1, name.lastIndexOf('.') + 1)}${defaultValue}`.replace(/^\./, '');
  if (scope.visible.get(sibling) === 'other') return;
  throw new Failure('config', `${where}: default '${printable(defaultValue, 80)}' is no value of ${name.slice(1)}`);
}

interface Found {
  readonly name: string;
  readonly kind: SymbolKind;
}

function find(
  written: string,
  from: string,
  visible: ReadonlyMap<string, SymbolKind>,
  where: string,
  wanted: 'message' | 'type',
): Found {
  const name = lookUp(written, from, visible);
  const kind = name === undefined ? undefined : visible.get(name);
  if (name !== undefined && (kind === 'message' || (kind === 'enum' && wanted === 'type')))
    return { name: `.${name}`, kind };
  const what = wanted === 'message' ? 'message' : 'message or enum';
  const types = [...visible].filter(([, known]) => known === 'message' || known === 'enum').map(([known]) => known);
  const hint = didYouMean(written, [
    ...new Set(types.flatMap((known) => [known, known.slice(known.lastIndexOf('.') + 1)])),
  ]);
  throw new Failure(
    'config',
    `${where}: '${printable(written, 80)}' is no ${what} here${kind === undefined ? '' : `: it names ${kind === 'enum' ? 'an enum' : `a ${kind}`}`}`,
    { hint: hint ?? 'is the file that declares it imported?' },
  );
}

/**
 * The full name a reference made in the scope `from` means, without a leading dot; it may still name nothing. Innermost
 * scope first; once the first part of a dotted name is found in a scope, the rest must be found there too.
 */
export function lookUp(written: string, from: string, visible: ReadonlyMap<string, SymbolKind>): string | undefined {
  if (written.startsWith('.')) return written.slice(1);
  const dot = written.indexOf('.');
  const first = dot === -1 ? written : written.slice(0, dot);
  for (let scope = from; ; scope = scope.includes('.') ? scope.slice(0, scope.lastIndexOf('.')) : '') {
    const kind = visible.get(within(scope, first));
    if (dot === -1 ? kind === 'message' || kind === 'enum' : kind !== undefined && kind !== 'other') {
      return within(scope, written);
    }
    if (scope === '') return undefined;
  }
}
