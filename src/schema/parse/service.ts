import { create } from '@bufbuild/protobuf';
import type { MethodDescriptorProto, ServiceDescriptorProto } from '@bufbuild/protobuf/wkt';
import {
  MethodDescriptorProtoSchema,
  MethodOptionsSchema,
  ServiceDescriptorProtoSchema,
  ServiceOptionsSchema,
} from '@bufbuild/protobuf/wkt';
import type { OptionStatement } from './option-statement.ts';
import type { Parsing } from './parsing.ts';
import { within } from '../symbols.ts';

/** `service Name { ... }`, the word `service` taken. */
export function parseService(parsing: Parsing): ServiceDescriptorProto {
  const { reader } = parsing;
  const name = reader.identifier('the name of a service');
  const proto = parsing.declare(create(ServiceDescriptorProtoSchema, { name: name.text }), name.line);
  const options: OptionStatement[] = [];
  parsing.block('the name of a service', () => {
    if (parsing.takeOption(options)) return;
    if (!reader.take('rpc')) throw reader.unexpected("'rpc' or 'option'");
    proto.method.push(parseMethod(parsing, proto.name));
  });
  parsing.addOptions(proto, ServiceOptionsSchema, proto.name, options);
  return proto;
}

function parseMethod(parsing: Parsing, service: string): MethodDescriptorProto {
  const { reader } = parsing;
  const name = reader.identifier('the name of a method');
  const proto = parsing.declare(create(MethodDescriptorProtoSchema, { name: name.text }), name.line);
  const input = parseSide(parsing);
  reader.expect('returns', 'after the type of the request');
  const output = parseSide(parsing);
  proto.inputType = input.type;
  proto.outputType = output.type;
  if (input.stream) proto.clientStreaming = true;
  if (output.stream) proto.serverStreaming = true;
  if (reader.take(';')) return proto;
  // protoc gives a method with braces options, however empty.
  proto.options = create(MethodOptionsSchema);
  const options: OptionStatement[] = [];
  parsing.block('a method', () => {
    if (!parsing.takeOption(options)) throw reader.unexpected("'option'");
  });
  parsing.addOptions(proto, MethodOptionsSchema, within(service, proto.name), options);
  return proto;
}

function parseSide({ reader }: Parsing): { readonly type: string; readonly stream: boolean } {
  reader.expect('(');
  const stream = !reader.is(')', 1) && reader.take('stream');
  const type = reader.qualified('the name of a message');
  reader.expect(')', 'after the name of a message');
  return { type, stream };
}
