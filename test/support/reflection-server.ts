import { fileURLToPath } from 'node:url';
import type { JsonObject } from '@bufbuild/protobuf';
import { fromBinary, fromJson, toBinary, toJson } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { compileProtos, compileSources } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import { extensionsOf, symbolsOf } from '../../src/schema/symbols.ts';

/** The messages as their authors wrote them, so that ours have an independent judge. */
const theirs = createRegistry(
  compileProtos([
    fileURLToPath(
      new URL('../../node_modules/@grpc/reflection/build/proto/grpc/reflection/v1/reflection.proto', import.meta.url),
    ),
  ]),
);
const request = theirs.getMessage('grpc.reflection.v1.ServerReflectionRequest');
const response = theirs.getMessage('grpc.reflection.v1.ServerReflectionResponse');

/** A ServerReflectionRequest as ProtoJSON. */
export function readRequest(bytes: Uint8Array): JsonObject {
  if (request === undefined) throw new Error('no request');
  return toJson(request, fromBinary(request, bytes)) as JsonObject;
}

/** A ServerReflectionResponse from ProtoJSON. */
export function encodeResponse(json: JsonObject): Uint8Array {
  if (response === undefined) throw new Error('no response');
  return toBinary(response, fromJson(response, json));
}

export function filesAnswer(files: readonly (FileDescriptorProto | Uint8Array)[]): Uint8Array {
  const bytes = files.map((file) => (file instanceof Uint8Array ? file : toBinary(FileDescriptorProtoSchema, file)));
  return encodeResponse({
    fileDescriptorResponse: { fileDescriptorProto: bytes.map((each) => Buffer.from(each).toString('base64')) },
  });
}

export function refusal(errorCode: number, errorMessage: string): Uint8Array {
  return encodeResponse({ errorResponse: { errorCode, errorMessage } });
}

/** Compiles texts by name, every file of them. */
export function compileTexts(texts: Record<string, string>): FileDescriptorProto[] {
  const sources = Object.entries(texts).map(([name, text]) => ({ name, path: name, text }));
  return compileSources(sources, (name) => sources.find((source) => source.name === name)).file;
}

export interface ServerOptions {
  /** `one`: the file alone; `all`: with all it imports; `unsent`: with what this call has not sent yet, as grpc-go does. */
  readonly manner?: 'one' | 'all' | 'unsent';
  /** Names of files it imports and does not have. */
  readonly without?: readonly string[];
}

/** A reflection service over descriptors; `questions` keeps what it was asked. */
export function reflectionOf(
  files: readonly FileDescriptorProto[],
  { manner = 'one', without = [] }: ServerOptions = {},
): { readonly ask: (bytes: Uint8Array) => Promise<Uint8Array>; readonly questions: JsonObject[] } {
  const questions: JsonObject[] = [];
  const sent = new Set<string>();
  const known = files.filter(({ name }) => !without.includes(name));
  return {
    questions,
    ask: (bytes) => {
      const question = readRequest(bytes);
      questions.push(question);
      return Promise.resolve(answer(question));
    },
  };

  function answer(question: JsonObject): Uint8Array {
    if ('listServices' in question) {
      const service = known.flatMap((file) =>
        file.service.map(({ name }) => ({ name: file.package === '' ? name : `${file.package}.${name}` })),
      );
      return encodeResponse({ listServicesResponse: { service } });
    }
    if ('allExtensionNumbersOfType' in question) {
      const type = question['allExtensionNumbersOfType'] as string;
      const extensionNumber = known.flatMap(extensionsOf).filter(({ extendee }) => extendee === `.${type}`);
      return encodeResponse({
        allExtensionNumbersResponse: { extensionNumber: extensionNumber.map(({ number }) => number) },
      });
    }
    const extension = question['fileContainingExtension'] as
      { readonly containingType: string; readonly extensionNumber: number } | undefined;
    if (extension !== undefined) {
      const { containingType, extensionNumber } = extension;
      const file = known.find((each) =>
        extensionsOf(each).some(
          ({ extendee, number }) => extendee === `.${containingType}` && number === extensionNumber,
        ),
      );
      return file === undefined ? refusal(5, 'no such extension') : filesAnswer(give(file));
    }
    const symbol = question['fileContainingSymbol'];
    const name = question['fileByFilename'];
    const found = known.find((file) => (typeof symbol === 'string' ? symbolsOf(file).has(symbol) : file.name === name));
    return found === undefined
      ? refusal(5, `not found: ${typeof symbol === 'string' ? symbol : JSON.stringify(name)}`)
      : filesAnswer(give(found));
  }

  function give(file: FileDescriptorProto): FileDescriptorProto[] {
    const given = manner === 'one' ? [file] : closure(file).filter((each) => each === file || !sent.has(each.name));
    if (manner === 'unsent') for (const each of given) sent.add(each.name);
    return given;
  }

  function closure(file: FileDescriptorProto, seen = new Set<FileDescriptorProto>()): FileDescriptorProto[] {
    if (!seen.has(file)) {
      seen.add(file);
      for (const next of known.filter(({ name }) => file.dependency.includes(name))) closure(next, seen);
    }
    return [...seen];
  }
}
