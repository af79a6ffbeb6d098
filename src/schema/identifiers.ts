import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const LONGEST = 512;

/** Whether `name` is one protobuf identifier. `__proto__` is refused too: no JavaScript library can hold it safely. */
export function isIdentifier(name: string): boolean {
  return name.length <= LONGEST && name !== '__proto__' && IDENTIFIER.test(name);
}

/** Whether `name` is a dotted protobuf name, `pkg.Message`; a type reference may begin with a dot. */
export function isQualifiedName(name: string): boolean {
  const parts = (name.startsWith('.') ? name.slice(1) : name).split('.');
  return parts.every(isIdentifier);
}

/** Returns `name` if it is a protobuf identifier; throws a `config` Failure naming `where` otherwise. */
export function checkIdentifier(name: string, where: string): string {
  if (isIdentifier(name)) return name;
  throw new Failure('config', `${where}: '${printable(name, 80)}' is not a protobuf identifier`);
}

/** Returns `name` if it is a dotted protobuf name; throws a `config` Failure naming `where` otherwise. */
export function checkQualifiedName(name: string, where: string): string {
  if (isQualifiedName(name)) return name;
  throw new Failure('config', `${where}: '${printable(name, 80)}' is not a protobuf name`);
}
