import type { FileRegistry } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { Edition, FileOptionsSchema } from '@bufbuild/protobuf/wkt';
import { addEnum } from './enum.ts';
import { Lines } from './lines.ts';
import { quoted } from './literal.ts';
import { Members } from './members.ts';
import { writer } from './message.ts';
import { addOptionLines, printOptions } from './options.ts';
import { printScope, type PrintScope } from './scope.ts';
import { addService } from './service.ts';

/**
 * A file as .proto text that compiles to the same descriptor, comments aside. The names in it must have been checked;
 * `registry` holds what it imports. Throws a `config` Failure for what no text can say.
 */
export function printProto(file: FileDescriptorProto, registry: FileRegistry): string {
  const lines = new Lines();
  const scope = printScope(file, registry);
  lines.add(syntaxLine(scope));
  if (file.package !== '') {
    lines.gap();
    lines.add(`package ${file.package};`);
  }
  addImports(lines, file);
  lines.gap();
  addOptionLines(lines, printOptions(FileOptionsSchema, file.options, file.package, scope));
  for (const desc of file.enumType) {
    lines.gap();
    addEnum(lines, desc, file.package, scope);
  }
  const declared = { field: [], messages: file.messageType, extension: file.extension };
  new Members(lines, declared, file.package, scope, writer(lines, file.package, scope)).addRest();
  for (const service of file.service) {
    lines.gap();
    addService(lines, service, scope);
  }
  return lines.toString();
}

function syntaxLine({ file, isProto3, isEdition }: PrintScope): string {
  if (isEdition) return `edition = "${(Edition[file.edition] ?? '').replace('EDITION_', '')}";`;
  return `syntax = "${isProto3 ? 'proto3' : 'proto2'}";`;
}

function addImports(lines: Lines, file: FileDescriptorProto): void {
  lines.gap();
  for (const [i, name] of file.dependency.entries()) {
    const kind = file.publicDependency.includes(i) ? 'public ' : file.weakDependency.includes(i) ? 'weak ' : '';
    lines.add(`import ${kind}${quoted(name)};`);
  }
  for (const name of file.optionDependency) lines.add(`import option ${quoted(name)};`);
}
