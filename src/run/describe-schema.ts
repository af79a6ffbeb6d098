import { Failure } from '../base/failure.ts';
import type { FileDescriptorProto, FileRegistry } from '../schema/descriptors.ts';
import { findDeclaring, plainName } from '../schema/find-declaration.ts';
import type { Reflection } from './reflection.ts';
import { surveyReflection } from './service-list.ts';

/** The file that declares a name, with the types of all it imports. */
export interface Described {
  readonly file: FileDescriptorProto;
  readonly registry: FileRegistry;
}

/** The file of files that declares `name`, or is called so; throws a `config` Failure with the nearest names. */
export function describeFiles(registry: FileRegistry, name: string): Described {
  return { file: findDeclaring(registry, name), registry };
}

/**
 * The same of a server. Where it does not know the name as it is written, everything its services use is searched. Throws
 * what `describeFiles` and Reflection throw.
 */
export async function describeReflection(reflection: Reflection, name: string): Promise<Described> {
  if (name.endsWith('.proto')) return describeFiles(await reflection.file(name), name);
  try {
    return describeFiles(await reflection.registry([plainName(name)]), name);
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'config') throw thrown;
    const { registry } = await surveyReflection(reflection);
    return describeFiles(registry, name);
  }
}
