import {
  fromBinary,
  ScalarType,
  toBinary,
  type DescExtension,
  type DescField,
  type DescMessage,
} from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { Failure } from '../../base/failure.ts';
import { didYouMean, printable } from '../../base/text.ts';
import { messageOf, setEntry, type OptionTypes } from './message-value.ts';
import { enumNumberOf, scalarOf, writeScalar } from './scalar-value.ts';
import { optionName, type OptionPart, type OptionStatement, type OptionValue } from '../parse/option-statement.ts';
import type { OptionBlock } from '../parse/parsing.ts';

/** Whether an option needs types that are not known before every file is compiled. */
export function isCustom({ path, value }: OptionStatement): boolean {
  return path.some(({ extension }) => extension) || namesTypes(value);
}

function namesTypes(value: OptionValue): boolean {
  if (value.kind === 'list') return value.values.some(namesTypes);
  return value.kind === 'message' && value.fields.some((field) => field.form !== 'field' || namesTypes(field.value));
}

/**
 * Puts the plain options of an element, or its custom ones, into its descriptor, as protoc writes them. Throws a `config`
 * Failure naming file and line for an option that is unknown, ill-typed or set twice.
 */
export function interpretOptions(
  block: OptionBlock,
  file: string,
  types: OptionTypes,
  which: 'plain' | 'custom',
): void {
  const { owner, desc, statements } = block;
  const chosen = statements.filter((statement) => isCustom(statement) === (which === 'custom'));
  if (chosen.length === 0) return;
  const once = new Set<string>();
  const parts: Uint8Array[] = owner.options === undefined ? [] : [toBinary(desc, owner.options)];
  for (const statement of chosen) {
    const where = `${file}:${statement.line}`;
    const chain = chainOf(desc, statement.path, types, where);
    const name = optionName(statement.path);
    if (!isRepeated(chain.at(-1) as Field)) {
      if (once.has(name)) throw new Failure('config', `${where}: option '${printable(name, 80)}' is set twice`);
      once.add(name);
    }
    parts.push(encodeStatement(chain, statement, types, file));
  }
  // As protoc does: each statement is encoded alone, and reading them together merges them.
  owner.options = fromBinary(desc, new Uint8Array(Buffer.concat(parts)));
}

type Field = DescField | DescExtension;

/** The fields the parts of a name lead through. */
function chainOf(root: DescMessage, path: readonly OptionPart[], types: OptionTypes, where: string): Field[] {
  const chain: Field[] = [];
  let desc: DescMessage | undefined = root;
  for (const [i, part] of path.entries()) {
    const field: Field = desc === undefined ? noMessage(path.slice(0, i), where) : fieldOf(desc, part, types, where);
    if (isRepeated(field) && i < path.length - 1) {
      throw new Failure(
        'config',
        `${where}: '${optionName(path.slice(0, i + 1))}' is repeated: give each value in braces`,
      );
    }
    chain.push(field);
    desc = field.message;
  }
  return chain;
}

function isRepeated({ fieldKind }: Field): boolean {
  return fieldKind === 'list' || fieldKind === 'map';
}

function noMessage(path: readonly OptionPart[], where: string): never {
  throw new Failure('config', `${where}: option '${printable(optionName(path), 80)}' is no message and has no parts`);
}

function fieldOf(desc: DescMessage, { text, extension }: OptionPart, types: OptionTypes, where: string): Field {
  if (extension) {
    const found = types.extension(text);
    if (found?.extendee.typeName === desc.typeName) return found;
    const what = found === undefined ? 'nothing of that name is imported' : `it extends ${found.extendee.typeName}`;
    throw new Failure('config', `${where}: '(${printable(text, 80)})' is no option here: ${what}`);
  }
  const field = desc.fields.find(({ name }) => name === text);
  if (field !== undefined && text !== 'uninterpreted_option') return field;
  const hint = didYouMean(
    text,
    desc.fields.map(({ name }) => name),
  );
  throw new Failure(
    'config',
    `${where}: there is no option '${printable(text, 80)}' here`,
    hint === undefined ? {} : { hint },
  );
}

function encodeStatement(
  chain: readonly Field[],
  statement: OptionStatement,
  types: OptionTypes,
  file: string,
): Uint8Array {
  const outer = chain.slice(0, -1);
  const leaf = chain.at(-1) as Field;
  let bytes = encodeLeaf(leaf, statement, types, file);
  for (const field of outer.toReversed()) bytes = wrap(field, bytes);
  return bytes;
}

function encodeLeaf(field: Field, { value, line }: OptionStatement, types: OptionTypes, file: string): Uint8Array {
  const where = `${file}:${line}`;
  if (field.fieldKind === 'map') {
    const holder = reflect(field.parent);
    setEntry(holder, field, value, types, file);
    return toBinary(field.parent, holder.message);
  }
  if (field.message !== undefined) {
    const message = messageOf(field.message, value, types, file);
    return wrap(field, toBinary(field.message, message.message));
  }
  const writer = new BinaryWriter();
  if (field.enum !== undefined) {
    writeScalar(writer, field.number, ScalarType.INT32, enumNumberOf(field.enum, value, where));
  } else writeScalar(writer, field.number, field.scalar, scalarOf(field.scalar, value, where));
  return writer.finish();
}

/** The bytes of a message as the field that holds it. */
function wrap(field: Field, bytes: Uint8Array): Uint8Array {
  const writer = new BinaryWriter();
  const group = 'delimitedEncoding' in field && field.delimitedEncoding;
  if (group) writer.tag(field.number, WireType.StartGroup).raw(bytes).tag(field.number, WireType.EndGroup);
  else writer.tag(field.number, WireType.LengthDelimited).bytes(bytes);
  return writer.finish();
}
