import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type protobufjs from 'protobufjs';

// The copy @grpc/proto-loader depends on, so that we parse as every client built on it does, and never with two versions.
const fromLoader = createRequire(createRequire(import.meta.url).resolve('@grpc/proto-loader'));

/** The parser of @grpc/proto-loader. */
export const protobuf: typeof protobufjs = fromLoader('protobufjs') as typeof protobufjs;

/** The folder whose `google/api/*.proto` it ships. */
export const protobufFolder: string = dirname(fromLoader.resolve('protobufjs/package.json'));
