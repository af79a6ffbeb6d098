import type { DescriptorProto, FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FieldDescriptorProto_Label as Label, FieldDescriptorProto_Type as Type } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { extensionsOf } from './symbols.ts';

/**
 * Checks that every extension a file declares has a number its message leaves to extensions, and that a message set gets
 * messages alone; `files` hold the messages,
 * `at` gives `file:line` of a declaration. Throws a `config` Failure.
 */
export function checkExtensions(
  file: FileDescriptorProto,
  files: Iterable<FileDescriptorProto>,
  at: (declared: object) => string,
): void {
  const extended = extensionsOf(file);
  if (extended.length === 0) return;
  const known = [file, ...files];
  for (const field of extended) {
    const name = field.extendee.slice(1);
    const message = messageNamed(known, name);
    const ranges = message?.extensionRange ?? [];
    if (!ranges.some(({ start, end }) => field.number >= start && field.number < end)) {
      throw new Failure('config', `${at(field)}: ${name} does not leave number ${field.number} to extensions`);
    }
    const inSet = message?.options?.messageSetWireFormat === true;
    if (inSet && !(field.label === Label.OPTIONAL && field.type === Type.MESSAGE)) {
      throw new Failure('config', `${at(field)}: ${name} is a message set, extended by optional messages alone`);
    }
  }
}

function messageNamed(files: readonly FileDescriptorProto[], name: string): DescriptorProto | undefined {
  for (const file of files) {
    if (file.package !== '' && !name.startsWith(`${file.package}.`)) continue;
    const path = file.package === '' ? name : name.slice(file.package.length + 1);
    let among: readonly DescriptorProto[] = file.messageType;
    let found: DescriptorProto | undefined;
    for (const part of path.split('.')) {
      found = among.find((message) => message.name === part);
      among = found?.nestedType ?? [];
    }
    if (found !== undefined) return found;
  }
  return undefined;
}
