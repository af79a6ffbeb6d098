import { create } from '@bufbuild/protobuf';
import type { FileDescriptorProto, MethodDescriptorProto, ServiceDescriptorProto } from '@bufbuild/protobuf/wkt';
import {
  FileDescriptorProtoSchema,
  FileOptionsSchema,
  MethodDescriptorProtoSchema,
  MethodOptionsSchema,
  ServiceDescriptorProtoSchema,
  ServiceOptionsSchema,
} from '@bufbuild/protobuf/wkt';
import { protobuf } from './protobufjs.ts';
import type { Method, NamespaceBase, Service } from 'protobufjs';
import { convertContext, within, type ConvertContext } from './convert-context.ts';
import { convertEnum } from './convert-enum.ts';
import { convertMessage, extensionsOf } from './convert-message.ts';
import { convertOptions } from './convert-options.ts';
import type { ProtoOutline } from './proto-outline.ts';
import type { ProtoSource } from './proto-source.ts';
import { syntaxFailure } from './proto-tokens.ts';

/**
 * One .proto text as a FileDescriptorProto whose type names are still as written. The outline has checked every
 * declared name. Throws a `config` Failure naming file and line.
 */
export function convertFile(source: ProtoSource, outline: ProtoOutline): FileDescriptorProto {
  const context = convertContext(outline);
  const proto = create(FileDescriptorProtoSchema, { name: source.name });
  if (outline.package !== '') proto.package = outline.package;
  // protoc writes no syntax for proto2.
  if (outline.syntax === 'proto3') proto.syntax = 'proto3';
  for (const [i, { name, kind }] of outline.imports.entries()) {
    proto.dependency.push(name);
    if (kind === 'public') proto.publicDependency.push(i);
    if (kind === 'weak') proto.weakDependency.push(i);
  }
  const scope = parse(source, outline);
  for (const child of scope.nestedArray) {
    if (child instanceof protobuf.Type) proto.messageType.push(convertMessage(child, '', context));
    else if (child instanceof protobuf.Enum) proto.enumType.push(convertEnum(child, '', context));
    else if (child instanceof protobuf.Service) proto.service.push(convertService(child, context));
    else proto.extension.push(...extensionsOf(child, '', context));
  }
  const options = convertOptions(FileOptionsSchema, scope.options, outline.file);
  if (options !== undefined) proto.options = options;
  return proto;
}

function parse(source: ProtoSource, outline: ProtoOutline): NamespaceBase {
  try {
    const { root } = protobuf.parse(source.text, new protobuf.Root(), { keepCase: true });
    if (outline.package === '') return root;
    const scope = root.lookup(outline.package);
    return scope instanceof protobuf.Namespace ? scope : root;
  } catch (error) {
    throw syntaxFailure(error, source.path, lineOf(error, outline));
  }
}

/** Where the parser says what is wrong but not where: the last declaration of the name it quotes. */
function lineOf(error: unknown, outline: ProtoOutline): number | undefined {
  const quoted = /'([^']+)'|(?:in|of) (?:Type|Enum|Service) \.?([\w.]+)/.exec(
    error instanceof Error ? error.message : '',
  );
  const name = quoted?.[1] ?? quoted?.[2];
  if (name === undefined) return undefined;
  const last = name.split('.').at(-1);
  return [...outline.declarations].findLast(([path]) => path.split('.').at(-1) === last)?.[1].line;
}

function convertService(parsed: Service, context: ConvertContext): ServiceDescriptorProto {
  const options = convertOptions(ServiceOptionsSchema, parsed.options, context.at(parsed.name));
  return create(ServiceDescriptorProtoSchema, {
    name: parsed.name,
    method: parsed.methodsArray.map((method) => convertMethod(method, parsed.name, context)),
    ...(options === undefined ? {} : { options }),
  });
}

function convertMethod(parsed: Method, service: string, context: ConvertContext): MethodDescriptorProto {
  const path = within(service, parsed.name);
  const stated = convertOptions(MethodOptionsSchema, parsed.options, context.at(path));
  // protoc gives a method with braces options, however empty.
  const options = stated ?? (context.outline.declarations.get(path)?.block === true ? {} : undefined);
  return create(MethodDescriptorProtoSchema, {
    name: parsed.name,
    inputType: parsed.requestType,
    outputType: parsed.responseType,
    ...(parsed.requestStream === true ? { clientStreaming: true } : {}),
    ...(parsed.responseStream === true ? { serverStreaming: true } : {}),
    ...(options === undefined ? {} : { options }),
  });
}
