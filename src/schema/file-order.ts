import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { Failure, type FailureCode } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { WELL_KNOWN } from './well-known.ts';

/** What to say where files do not fit together. */
export interface OrderWords {
  readonly code: FailureCode;
  readonly hint?: string;
}

/**
 * `roots` and all they import, each once, dependencies first, else in the order given; a well-known file that is not
 * among `files` is taken from ours. Throws a Failure naming the file for an import that is missing or leads back to itself.
 */
export function inOrder(
  roots: Iterable<FileDescriptorProto>,
  files: ReadonlyMap<string, FileDescriptorProto>,
  words: OrderWords,
): FileDescriptorProto[] {
  const done = new Map<string, FileDescriptorProto>();
  const open = new Set<string>();
  // A chain of imports may be longer than the stack is deep.
  const path: { readonly file: FileDescriptorProto; next: number }[] = [];
  const enter = (file: FileDescriptorProto): void => {
    if (done.has(file.name)) return;
    open.add(file.name);
    path.push({ file, next: 0 });
  };
  for (const root of roots) {
    enter(root);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { file } = step;
      const name = file.dependency[step.next];
      step.next += 1;
      if (name === undefined) {
        path.pop();
        open.delete(file.name);
        done.set(file.name, file);
      } else if (open.has(name)) {
        throw broken(`${printable(name, 200)} imports itself, through ${printable(file.name, 200)}`);
      } else if (!done.has(name)) {
        const found = files.get(name) ?? WELL_KNOWN.get(name);
        if (found === undefined) {
          throw broken(`${printable(file.name, 200)} imports ${printable(name, 200)}, which is not there`);
        }
        enter(found);
      }
    }
  }
  return [...done.values()];

  function broken(message: string): Failure {
    return new Failure(words.code, message, words.hint === undefined ? {} : { hint: words.hint });
  }
}
