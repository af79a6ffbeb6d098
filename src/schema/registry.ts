import { create, createFileRegistry, fromBinary, type DescMethod, type FileRegistry } from '@bufbuild/protobuf';
import type { FileDescriptorSet } from '@bufbuild/protobuf/wkt';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { nearest, printable } from '../base/text.ts';
import { checkFields } from './check-fields.ts';
import { checkNames } from './check-names.ts';
import { checkUnique } from './check-unique.ts';
import { inOrder } from './file-order.ts';
import { withJsonNames } from './json-names.ts';
import { createVerifier } from './verifier.ts';

/**
 * The types of a descriptor set, whose files may come in any order. Throws a `config` Failure for a hostile name, a bad
 * field, a name declared twice, or an import that is missing.
 */
export function createRegistry(set: FileDescriptorSet): FileRegistry {
  for (const file of set.file) {
    checkNames(file);
    checkFields(file);
  }
  checkUnique(set.file);
  const files = set.file.map(withJsonNames);
  const file = inOrder(files, new Map(files.map((each) => [each.name, each])), { code: 'config' });
  try {
    return createFileRegistry(create(FileDescriptorSetSchema, { file }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('config', `the descriptors do not fit together: ${printable(reason, 300)}`, { cause: error });
  }
}

/** A serialized FileDescriptorSet, e.g. of `protoc --descriptor_set_out`; throws a `config` Failure naming `where`. */
export function readDescriptorSet(bytes: Uint8Array, where: string): FileDescriptorSet {
  const fault = createVerifier(FileDescriptorSetSchema).verify(bytes);
  if (fault !== null) {
    throw new Failure('config', `${where}: not a descriptor set: byte ${fault.offset}: ${fault.message}`);
  }
  return fromBinary(FileDescriptorSetSchema, bytes);
}

/** Every service method of the registry as `pkg.Service/Method`, in order of declaration. */
export function methodNames(registry: FileRegistry): string[] {
  return [...registry.files].flatMap((file) =>
    file.services.flatMap((service) => service.methods.map((method) => `${service.typeName}/${method.name}`)),
  );
}

/** The method `pkg.Service/Method` (a leading slash is allowed); throws a `config` Failure with the nearest names. */
export function findMethod(registry: FileRegistry, name: string): DescMethod {
  const path = name.startsWith('/') ? name.slice(1) : name;
  const slash = path.lastIndexOf('/');
  const service = registry.getService(path.slice(0, Math.max(slash, 0)));
  const method = service?.methods.find((candidate) => candidate.name === path.slice(slash + 1));
  if (method !== undefined) return method;
  const names = service?.methods.map((each) => each.name);
  const known = names?.map((each) => `${service?.typeName}/${each}`) ?? methodNames(registry);
  // Methods of the service that was meant are told apart by their own names.
  const near =
    names === undefined
      ? nearest(path, known)
      : nearest(path.slice(slash + 1), names).map((each) => `${service?.typeName}/${each}`);
  const some = known.slice(0, 5).join(', ');
  throw new Failure('config', `there is no method ${printable(path, 120)}`, {
    hint:
      near.length > 0
        ? `did you mean ${near.join(' or ')}?`
        : known.length > 0
          ? `there are: ${some}${known.length > 5 ? `, and ${known.length - 5} more` : ''}`
          : 'the descriptors hold no service',
  });
}

/** `/pkg.Service/Method`, as requests name it. */
export function methodPath(method: DescMethod): string {
  return `/${method.parent.typeName}/${method.name}`;
}
