import { create } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { Edition, FileDescriptorProtoSchema, FileOptionsSchema } from '@bufbuild/protobuf/wkt';
import { printable } from '../../base/text.ts';
import { checkQualifiedName } from '../identifiers.ts';
import type { OptionStatement } from './option-statement.ts';
import { parseEnum } from './enum.ts';
import { parseExtend, parseMessage } from './message.ts';
import { parseService } from './service.ts';
import { type OptionBlock, Parsing } from './parsing.ts';
import type { ProtoSource } from '../proto-source.ts';
import { takeVisibility } from './visibility.ts';

/** One .proto text, parsed: type names are as written, and no options are in it yet. */
export interface ParsedProto {
  readonly proto: FileDescriptorProto;
  readonly imports: readonly ProtoImport[];
  readonly options: readonly OptionBlock[];
  readonly isProto3: boolean;
  /** `file:line` of anything declared in it. */
  at(declared: object): string;
}

export interface ProtoImport {
  readonly name: string;
  readonly line: number;
}

const EDITIONS: ReadonlyMap<string, Edition> = new Map([
  ['2023', Edition.EDITION_2023],
  ['2024', Edition.EDITION_2024],
]);

/** Parses a .proto text and checks every name in it; throws a `config` Failure naming file and line. */
export function parseProto(source: ProtoSource): ParsedProto {
  const parsing = new Parsing(source.text, source.path);
  const { reader } = parsing;
  const proto = create(FileDescriptorProtoSchema, { name: source.name });
  const imports: ProtoImport[] = [];
  const options: OptionStatement[] = [];
  parseSyntax(parsing, proto);
  while (!reader.done) {
    if (reader.take(';') || parsing.takeOption(options)) continue;
    const visibility = takeVisibility(parsing);
    if (reader.take('message')) proto.messageType.push(visibility(parseMessage(parsing, '', 1)));
    else if (reader.take('enum')) proto.enumType.push(visibility(parseEnum(parsing, '')));
    else if (reader.take('service')) proto.service.push(parseService(parsing));
    else if (reader.take('import')) imports.push(parseImport(parsing, proto, imports));
    else if (reader.take('package')) parsePackage(parsing, proto);
    else if (reader.take('extend')) {
      parseExtend(
        parsing,
        '',
        0,
        (field) => void proto.extension.push(field),
        (message) => void proto.messageType.push(message),
      );
    } else throw reader.unexpected("'message', 'enum', 'service', 'extend', 'import', 'package' or 'option'");
  }
  parsing.addOptions(proto, FileOptionsSchema, '', options);
  return {
    proto,
    imports,
    options: parsing.options,
    isProto3: parsing.isProto3,
    at: (declared) => parsing.at(declared),
  };
}

function parseSyntax(parsing: Parsing, proto: FileDescriptorProto): void {
  const { reader } = parsing;
  const word = reader.is('edition') ? 'edition' : 'syntax';
  if (!reader.take(word)) return;
  reader.expect('=', `after '${word}'`);
  const { line } = reader;
  const text = reader.string('a text in quotes');
  const edition = EDITIONS.get(text);
  if (word === 'edition') {
    if (edition === undefined) {
      const known = [...EDITIONS.keys()].join(' and ');
      throw reader.fault(
        `edition ${JSON.stringify(printable(text, 40))} is not known; there are ${known}`,
        undefined,
        line,
      );
    }
    parsing.edition = edition;
    proto.syntax = 'editions';
    proto.edition = edition;
  } else if (text === 'proto3') {
    parsing.edition = Edition.EDITION_PROTO3;
    proto.syntax = 'proto3';
    // protoc writes no syntax for proto2.
  } else if (text !== 'proto2') throw reader.fault('syntax is neither "proto2" nor "proto3"', undefined, line);
  reader.expect(';', `after the ${word}`);
}

function parsePackage({ reader }: Parsing, proto: FileDescriptorProto): void {
  const { line } = reader;
  if (proto.package !== '') throw reader.fault('a file has one package', undefined, line);
  proto.package = checkQualifiedName(reader.qualified('the name of a package', false), `${reader.file}:${line}`);
  reader.expect(';', 'after the package');
}

function parseImport(parsing: Parsing, proto: FileDescriptorProto, before: readonly ProtoImport[]): ProtoImport {
  const { reader } = parsing;
  const { line } = reader;
  const kind = ['public', 'weak', 'option'].find((each) => reader.take(each));
  const name = reader.string('the name of a file in quotes');
  reader.expect(';', 'after an import');
  if (before.some((each) => each.name === name)) {
    throw reader.fault(`'${printable(name)}' is imported twice`, undefined, line);
  }
  if (kind === 'option') proto.optionDependency.push(name);
  else {
    if (kind === 'public') proto.publicDependency.push(proto.dependency.length);
    if (kind === 'weak') proto.weakDependency.push(proto.dependency.length);
    proto.dependency.push(name);
  }
  return { name, line };
}
