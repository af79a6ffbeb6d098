import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { extensionsOf, symbolsOf } from './symbols.ts';

/** Throws a `config` Failure for a name or an extension that two files declare; `shown` is what to call a file. */
export function checkUnique(
  files: Iterable<FileDescriptorProto>,
  shown: (file: string) => string = (file) => file,
): void {
  const owners = new Map<string, string>();
  const extensions = new Map<string, string>();
  for (const file of files) {
    for (const name of symbolsOf(file).keys()) {
      const owner = owners.get(name);
      if (owner !== undefined) {
        throw new Failure('config', `${shown(file.name)}: '${name}' is declared in ${shown(owner)} too`);
      }
      owners.set(name, file.name);
    }
    for (const { extendee, number, name } of extensionsOf(file)) {
      const key = `${extendee} ${number}`;
      const owner = extensions.get(key);
      if (owner !== undefined) {
        const what = `extension ${number} of ${extendee.replace(/^\./, '')}`;
        throw new Failure('config', `${shown(file.name)}: ${name} and ${owner} both are ${what}`);
      }
      extensions.set(key, name);
    }
  }
}
