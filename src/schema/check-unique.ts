import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { symbolsOf } from './symbols.ts';

/** Throws a `config` Failure for a name that two of the files declare; `shown` is what to call a file. */
export function checkUnique(
  files: Iterable<FileDescriptorProto>,
  shown: (file: string) => string = (file) => file,
): void {
  const owners = new Map<string, string>();
  for (const file of files) {
    for (const name of symbolsOf(file).keys()) {
      const owner = owners.get(name);
      if (owner !== undefined) {
        throw new Failure('config', `${shown(file.name)}: '${name}' is declared in ${shown(owner)} too`);
      }
      owners.set(name, file.name);
    }
  }
}
