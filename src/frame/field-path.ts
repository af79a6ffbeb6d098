import type { DescField, DescMessage } from '../schema/descriptors.ts';
import { Failure } from '../base/failure.ts';
import { didYouMean, printable } from '../base/text.ts';

/** The fields on a dotted path through single messages; throws a `config` Failure beginning with `where`. */
export function fieldPath(desc: DescMessage, path: string, where: string): DescField[] {
  const fields: DescField[] = [];
  let inside: DescMessage | undefined = desc;
  for (const name of path.split('.')) {
    if (inside === undefined) {
      throw new Failure(
        'config',
        `${where}: '${printable(path, 120)}' passes through a field that is not a single message`,
      );
    }
    const field = fieldOf(inside, name, where);
    fields.push(field);
    inside = field.fieldKind === 'message' ? field.message : undefined;
  }
  return fields;
}

/** The field of that name; throws a `config` Failure with the nearest names. */
export function fieldOf(desc: DescMessage, name: string, where: string): DescField {
  const field = desc.fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw noField(desc, name, where);
  return field;
}

/** The `config` Failure for a field that is not there, with the nearest names. */
export function noField(desc: DescMessage, name: string, where: string): Failure {
  const known = desc.fields.map((candidate) => candidate.name);
  const hint = didYouMean(name, known) ?? `${desc.typeName} has ${known.join(', ') || 'no fields'}`;
  return new Failure('config', `${where}: ${desc.typeName} has no field '${printable(name, 80)}'`, { hint });
}
