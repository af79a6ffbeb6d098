import { isFieldSet } from '@bufbuild/protobuf';
import type { DescriptorProto, FieldDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FieldDescriptorProtoSchema, MessageOptionsSchema, OneofOptionsSchema } from '@bufbuild/protobuf/wkt';
import { within } from '../symbols.ts';
import { addEnum } from './enum.ts';
import type { Lines } from './lines.ts';
import { addOptionLines, printOptions } from './options.ts';
import { Members, type MessageWriter } from './members.ts';
import { addRanges } from './ranges.ts';
import type { PrintScope } from './scope.ts';
import { visibilityWord } from './visibility.ts';

/** `message Name { ... }`; `from` is the full name of what it stands in. */
export function addMessage(lines: Lines, message: DescriptorProto, from: string, scope: PrintScope): void {
  lines.block(`${visibilityWord(message)}message ${message.name}`, () => addBody(lines, message, from, scope));
}

/** Writes the messages that stand in `from`, a full name. */
export function writer(lines: Lines, from: string, scope: PrintScope): MessageWriter {
  return {
    whole: (message) => addMessage(lines, message, from, scope),
    body: (message) => addBody(lines, message, from, scope),
  };
}

function addBody(lines: Lines, message: DescriptorProto, from: string, scope: PrintScope): void {
  const path = within(from, message.name);
  addOptionLines(lines, printOptions(MessageOptionsSchema, message.options, path, scope));
  addRanges(lines, message, path, scope);
  for (const desc of message.enumType) {
    lines.gap();
    addEnum(lines, desc, path, scope);
  }
  if (message.enumType.length > 0) lines.gap();
  const members = new Members(
    lines,
    { ...message, messages: message.nestedType },
    path,
    scope,
    writer(lines, path, scope),
  );
  const done = new Set<number>();
  for (const field of message.field) {
    const oneof = oneofOf(field);
    if (oneof === undefined) members.addField(field);
    else if (!done.has(oneof)) {
      done.add(oneof);
      addOneof(lines, message, oneof, members, path, scope);
    }
  }
  members.addRest();
}

/** The index of the oneof a field is written in. */
function oneofOf(field: FieldDescriptorProto): number | undefined {
  const { oneofIndex } = FieldDescriptorProtoSchema.field;
  return isFieldSet(field, oneofIndex) && !field.proto3Optional ? field.oneofIndex : undefined;
}

function addOneof(
  lines: Lines,
  message: DescriptorProto,
  index: number,
  members: Members,
  path: string,
  scope: PrintScope,
): void {
  const oneof = message.oneofDecl[index];
  const fields = message.field.filter((field) => oneofOf(field) === index);
  for (const field of fields) members.addBefore(field);
  lines.block(`oneof ${oneof?.name ?? ''}`, () => {
    addOptionLines(lines, printOptions(OneofOptionsSchema, oneof?.options, within(path, oneof?.name ?? ''), scope));
    for (const field of fields) members.addField(field);
  });
}
