import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { BUNDLED_TEXTS } from './bundled-texts.ts';
import type { ProtoSource } from './proto-source.ts';

/** The .proto text we have of a file many schemas import, for where the user has none. */
export function bundledSource(name: string): ProtoSource | undefined {
  const text = BUNDLED_TEXTS.get(name) ?? loaderText(name);
  return text === undefined ? undefined : { name, path: name, text };
}

/** The same for a file we have as a descriptor: the annotations of protovalidate. */
export function bundledDescriptor(name: string): FileDescriptorProto | undefined {
  if (name !== 'buf/validate/validate.proto') return undefined;
  validate ??= readValidate();
  return validate;
}

let validate: FileDescriptorProto | undefined;

/** Loaded when first imported, as it is large; through bytes, as that package may hold another copy of the codec. */
function readValidate(): FileDescriptorProto {
  const { file_buf_validate_validate: file } = createRequire(import.meta.url)(
    '@bufbuild/protovalidate/gen/buf/validate/validate_pb.js',
  ) as { readonly file_buf_validate_validate: { readonly proto: FileDescriptorProto } };
  return fromBinary(FileDescriptorProtoSchema, toBinary(FileDescriptorProtoSchema, file.proto));
}

const LOADER_FILES: ReadonlySet<string> = new Set(['google/api/annotations.proto', 'google/api/http.proto']);

/** Files that ship with the parser of @grpc/proto-loader. */
function loaderText(name: string): string | undefined {
  if (!LOADER_FILES.has(name)) return undefined;
  const fromLoader = createRequire(createRequire(import.meta.url).resolve('@grpc/proto-loader'));
  const path = resolve(dirname(fromLoader.resolve('protobufjs/package.json')), name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
