import type { TokenReader } from './token-reader.ts';

/** One part of the name of an option: `java_package`, or in parentheses the name of an extension. */
export interface OptionPart {
  readonly text: string;
  readonly extension: boolean;
}

/** A value as written, with the line it begins on. */
export type OptionValue = { readonly line: number } & (
  | { readonly kind: 'word'; readonly text: string }
  /** With its sign. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'message'; readonly fields: readonly TextField[] }
  | { readonly kind: 'list'; readonly values: readonly OptionValue[] }
);

/** One field of a message in text format; `[pkg.ext]` is an extension, `[host/pkg.Type]` an expanded Any. */
export interface TextField {
  readonly name: string;
  readonly form: 'field' | 'extension' | 'any';
  readonly value: OptionValue;
  readonly line: number;
}

export interface OptionStatement {
  readonly path: readonly OptionPart[];
  readonly value: OptionValue;
  readonly line: number;
}

/** `(a.b).c = value`, where an option may stand. */
export function readOption(reader: TokenReader): OptionStatement {
  const { line } = reader;
  const path = [readPart(reader)];
  while (reader.take('.')) path.push(readPart(reader));
  reader.expect('=', 'after the name of an option');
  return { path, value: readValue(reader, 0), line };
}

/** `[a = 1, (b) = 2]` if that is next; `special` may take an option that is none, and says whether it did. */
export function readOptionList(reader: TokenReader, special: () => boolean = () => false): OptionStatement[] {
  const statements: OptionStatement[] = [];
  if (!reader.take('[')) return statements;
  do {
    if (!special()) statements.push(readOption(reader));
  } while (reader.take(','));
  reader.expect(']', 'after the options');
  return statements;
}

/** The name of an option as it is written. */
export function optionName(path: readonly OptionPart[]): string {
  return path.map(({ text, extension }) => (extension ? `(${text})` : text)).join('.');
}

/** Messages nested in a value; protoc has the same kind of limit. */
const DEEPEST = 64;

function readPart(reader: TokenReader): OptionPart {
  if (!reader.take('(')) return { text: reader.word('the name of an option').text, extension: false };
  const text = reader.qualified('the name of an extension');
  reader.expect(')', 'after the name of an extension');
  return { text, extension: true };
}

function readValue(reader: TokenReader, depth: number): OptionValue {
  const { line } = reader;
  if (reader.peek().kind === 'text') return { kind: 'text', bytes: reader.text('a value'), line };
  if (reader.is('{') || (depth > 0 && reader.is('<'))) {
    return { kind: 'message', fields: readMessage(reader, depth + 1), line };
  }
  if (depth > 0 && reader.is('[')) return { kind: 'list', values: readList(reader, depth), line };
  const sign = reader.take('-') ? '-' : '';
  const token = reader.peek();
  if (token.kind !== 'word' && token.kind !== 'number') throw reader.unexpected('a value');
  reader.next();
  return { kind: token.kind, text: sign + token.text, line };
}

function readMessage(reader: TokenReader, depth: number): TextField[] {
  if (depth > DEEPEST) throw reader.fault(`a value nested deeper than ${DEEPEST} levels`);
  const close = reader.next().text === '<' ? '>' : '}';
  const fields: TextField[] = [];
  while (!reader.take(close)) {
    fields.push(readField(reader, depth));
    if (!reader.take(',')) reader.take(';');
  }
  return fields;
}

function readField(reader: TokenReader, depth: number): TextField {
  const { line } = reader;
  let form: TextField['form'] = 'field';
  let name: string;
  if (reader.take('[')) {
    name = reader.qualified('the name of an extension', false);
    form = reader.is('/') ? 'any' : 'extension';
    if (reader.take('/')) name += `/${reader.qualified('the name of a type', false)}`;
    reader.expect(']', 'after the name of an extension');
  } else name = reader.word('the name of a field').text;
  // A colon may be left out before messages, one or a list of them.
  if (!reader.take(':') && !['{', '<', '['].some((mark) => reader.is(mark))) throw reader.unexpected("':' or '{'");
  return { name, form, value: readValue(reader, depth), line };
}

function readList(reader: TokenReader, depth: number): OptionValue[] {
  reader.expect('[');
  const values: OptionValue[] = [];
  if (reader.take(']')) return values;
  do values.push(readValue(reader, depth));
  while (reader.take(','));
  reader.expect(']', 'after a list');
  return values;
}
