import { Edition, FileOptionsSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import type { OptionStatement } from '../../../src/schema/parse/option-statement.ts';
import { Parsing } from '../../../src/schema/parse/parsing.ts';

describe('Parsing', () => {
  it('knows the line of what was declared', () => {
    const parsing = new Parsing('', 'a.proto');
    const declared = parsing.declare({}, 7);
    expect([parsing.at(declared), parsing.at({})]).toEqual(['a.proto:7', 'a.proto']);
  });

  it('tells the three kinds of syntax apart', () => {
    const parsing = new Parsing('', 'a.proto');
    const kinds = [Edition.EDITION_PROTO2, Edition.EDITION_PROTO3, Edition.EDITION_2023].map((edition) => {
      parsing.edition = edition;
      return [parsing.isProto3, parsing.isEdition];
    });
    expect(kinds).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ]);
  });

  it('takes options, and keeps those of an element that has some', () => {
    const parsing = new Parsing('option deprecated = true; message', 'a.proto');
    const statements: OptionStatement[] = [];
    expect([parsing.takeOption(statements), parsing.takeOption(statements)]).toEqual([true, false]);
    parsing.addOptions({}, FileOptionsSchema, 'A', []);
    parsing.addOptions({}, FileOptionsSchema, 'B', statements);
    expect(parsing.options.map(({ scope }) => scope)).toEqual(['B']);
  });

  it('reads a block to its end, and says where one begins that has none', () => {
    const words: string[] = [];
    const block = (text: string): void => {
      const parsing = new Parsing(text, 'a.proto');
      parsing.block('the name', () => void words.push(parsing.reader.next().text));
    };
    block('{ a; b ; ; }');
    expect(words).toEqual(['a', 'b']);
    expect(() => block('\n{ a\n b')).toThrow('a.proto:2: this block is not closed');
    expect(() => block('a')).toThrow("'a' where '{' after the name should be");
  });
});
