import type { DescriptorProto, FieldDescriptorProto, FileDescriptorProto } from '@bufbuild/protobuf/wkt';

export type SymbolKind = 'message' | 'enum' | 'service' | 'package' | 'other';

/** Everything a file declares, by fully qualified name without a leading dot; its packages are not among it. */
export function symbolsOf(file: FileDescriptorProto): Map<string, SymbolKind> {
  const symbols = new Map<string, SymbolKind>();
  const put = (scope: string, name: string, kind: SymbolKind): string => {
    const full = within(scope, name);
    symbols.set(full, kind);
    return full;
  };
  const scope = file.package;
  for (const message of file.messageType) addMessage(message, scope, put);
  for (const { name, value } of file.enumType) addEnum(name, value, scope, put);
  for (const { name } of file.extension) put(scope, name, 'other');
  for (const service of file.service) {
    const full = put(scope, service.name, 'service');
    for (const { name } of service.method) put(full, name, 'other');
  }
  return symbols;
}

/** Every extension field a file declares, in messages too. */
export function extensionsOf(file: FileDescriptorProto): FieldDescriptorProto[] {
  return [...file.extension, ...file.messageType.flatMap(extensionsIn)];
}

function extensionsIn(message: DescriptorProto): FieldDescriptorProto[] {
  return [...message.extension, ...message.nestedType.flatMap(extensionsIn)];
}

/** `a.b.c` -> `a`, `a.b`, `a.b.c`. */
export function packagesOf(name: string): string[] {
  const parts = name === '' ? [] : name.split('.');
  return parts.map((_, i) => parts.slice(0, i + 1).join('.'));
}

type Put = (scope: string, name: string, kind: SymbolKind) => string;

function addMessage(message: DescriptorProto, scope: string, put: Put): void {
  const full = put(scope, message.name, 'message');
  for (const nested of message.nestedType) addMessage(nested, full, put);
  for (const { name, value } of message.enumType) addEnum(name, value, full, put);
  for (const { name } of [...message.field, ...message.oneofDecl, ...message.extension]) put(full, name, 'other');
}

function addEnum(name: string, values: readonly { readonly name: string }[], scope: string, put: Put): void {
  put(scope, name, 'enum');
  for (const value of values) put(scope, value.name, 'other');
}

/** A name in a scope: `Message` + `field` is `Message.field`; the scope of a file is empty. */
export function within(scope: string, name: string): string {
  return scope === '' ? name : `${scope}.${name}`;
}
