import type { DescMessage, Message } from '@bufbuild/protobuf';
import { Edition } from '@bufbuild/protobuf/wkt';
import type { OptionStatement } from './option-statement.ts';
import { readOption } from './option-statement.ts';
import { TokenReader } from './token-reader.ts';

/** The options of one element, to be put into its descriptor when what they name is known. */
export interface OptionBlock {
  readonly owner: { options?: Message | undefined };
  /** The message the options make, `google.protobuf.FieldOptions`. */
  readonly desc: DescMessage;
  /** Path inside the file from which names of extensions are looked up; empty for the file itself. */
  readonly scope: string;
  readonly statements: OptionStatement[];
}

/** What the parsers of one .proto text share. */
export class Parsing {
  readonly reader: TokenReader;
  edition: Edition = Edition.EDITION_PROTO2;
  readonly options: OptionBlock[] = [];
  readonly #lines = new Map<object, number>();

  constructor(text: string, file: string) {
    this.reader = new TokenReader(text, file);
  }

  get file(): string {
    return this.reader.file;
  }

  get isProto3(): boolean {
    return this.edition === Edition.EDITION_PROTO3;
  }

  get isEdition(): boolean {
    return this.edition !== Edition.EDITION_PROTO2 && !this.isProto3;
  }

  /** Remembers the line of something declared, and gives it back. */
  declare<T extends object>(declared: T, line: number): T {
    this.#lines.set(declared, line);
    return declared;
  }

  /** `file:line` of something declared. */
  at(declared: object): string {
    const line = this.#lines.get(declared);
    return line === undefined ? this.file : `${this.file}:${line}`;
  }

  /** Options of an element; none when there are no statements. */
  addOptions(owner: OptionBlock['owner'], desc: DescMessage, scope: string, statements: OptionStatement[]): void {
    if (statements.length > 0) this.options.push({ owner, desc, scope, statements });
  }

  /** `option name = value;` if that is next: it is added to the options of the block. */
  takeOption(statements: OptionStatement[]): boolean {
    const { reader } = this;
    if (!reader.is('option')) return false;
    reader.next();
    statements.push(readOption(reader));
    reader.expect(';', 'after an option');
    return true;
  }

  /** Statements between braces, until the closing one; `statement` takes one. */
  block(what: string, statement: () => void): void {
    const { reader } = this;
    const { line } = reader;
    reader.expect('{', `after ${what}`);
    while (!reader.take('}')) {
      if (reader.done) throw reader.fault('this block is not closed', undefined, line);
      if (!reader.take(';')) statement();
    }
  }
}
