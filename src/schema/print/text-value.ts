import {
  getExtension,
  ScalarType,
  type DescEnum,
  type DescExtension,
  type DescField,
  type DescMessage,
  type Message,
} from '@bufbuild/protobuf';
import { isReflectMessage, reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { floatLiteral, quoted, quotedBytes } from './literal.ts';
import type { PrintScope } from './scope.ts';

type Field = DescField | DescExtension;

/** One value of a field, an element of a list, or the value of a map, in text format. */
export function valueText(field: Field, value: unknown, scope: PrintScope): string {
  if (isReflectMessage(value)) return messageText(value, scope);
  if (field.message !== undefined) return messageText(reflect(field.message, value as Message), scope);
  if (field.enum !== undefined) return enumText(field.enum, Number(value));
  return scalarText(field.scalar ?? ScalarType.STRING, value);
}

/** `{ a: 1 b { ... } }`. */
function messageText(message: ReflectMessage, scope: PrintScope): string {
  const parts = [...fieldTexts(message, scope), ...extensionTexts(message.desc, message.message, scope)];
  return parts.length === 0 ? '{}' : `{ ${parts.join(' ')} }`;
}

function fieldTexts(message: ReflectMessage, scope: PrintScope): string[] {
  return message.sortedFields.flatMap((field) => {
    if (!message.isSet(field)) return [];
    const name = isGroup(field) ? (field.message?.name ?? field.name) : field.name;
    if (field.fieldKind === 'list')
      return [...message.get(field)].map((each) => entry(name, valueText(field, each, scope)));
    if (field.fieldKind !== 'map') return [entry(name, valueText(field, message.get(field), scope))];
    return [...message.get(field)].map(
      ([key, value]) =>
        `${name} { key: ${scalarText(field.mapKey, key)} ${entry('value', valueText(field, value, scope))} }`,
    );
  });
}

/** The extensions a message carries as unknown fields, by their full names. */
function extensionTexts(desc: DescMessage, message: Message, scope: PrintScope): string[] {
  return setExtensions(desc, message, scope).flatMap((extension) =>
    extensionValues(message, extension).map((value) =>
      entry(`[${extension.typeName}]`, valueText(extension, value, scope)),
    ),
  );
}

/** The known extensions that are set on a message and can be read, by number. */
export function setExtensions(desc: DescMessage, message: Message, { registry }: PrintScope): DescExtension[] {
  const numbers = new Set((message.$unknown ?? []).map(({ no }) => no));
  return [...numbers]
    .toSorted((a, b) => a - b)
    .map((number) => registry.getExtensionFor(desc, number))
    .filter((extension) => extension !== undefined)
    .filter((extension) => isReadable(message, extension));
}

/** What a peer put there need not be what its own extension says. */
function isReadable(message: Message, extension: DescExtension): boolean {
  try {
    getExtension(message, extension);
    return true;
  } catch {
    return false;
  }
}

/** The values of an extension: one, or those of a list. */
export function extensionValues(message: Message, extension: DescExtension): readonly unknown[] {
  const value: unknown = getExtension(message, extension);
  return extension.fieldKind === 'list' ? (value as readonly unknown[]) : [value];
}

function entry(name: string, value: string): string {
  return value.startsWith('{') ? `${name} ${value}` : `${name}: ${value}`;
}

function isGroup(field: DescField): boolean {
  return 'delimitedEncoding' in field && field.delimitedEncoding && field.name === field.message?.name.toLowerCase();
}

function enumText(desc: DescEnum, number: number): string {
  return desc.value[number]?.name ?? String(number);
}

function scalarText(type: ScalarType, value: unknown): string {
  switch (type) {
    case ScalarType.STRING:
      return quoted(String(value));
    case ScalarType.BYTES:
      return quotedBytes(value as Uint8Array);
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return floatLiteral(Number(value), type === ScalarType.FLOAT);
    default:
      return String(value);
  }
}
