import type { DescMessage, Message } from '@bufbuild/protobuf';
import type { GenMessage } from '@bufbuild/protobuf/codegenv2';
import { Failure } from '../base/failure.ts';
import { statusName } from '../base/status.ts';
import { printable } from '../base/text.ts';
import { decode, encodeJson } from './codec.ts';
import { compileSources } from './proto-compiler.ts';
import { createRegistry } from './registry.ts';
import { createVerifier, type Verifier } from './verifier.ts';

/** The two versions differ in the package alone, which the wire does not carry. */
const TEXT = `
syntax = "proto3";
package grpc.reflection.v1;
message Query {
  string host = 1;
  oneof query {
    string file_by_filename = 3;
    string file_containing_symbol = 4;
    Extension file_containing_extension = 5;
    string all_extension_numbers_of_type = 6;
    string list_services = 7;
  }
}
message Extension {
  string containing_type = 1;
  int32 extension_number = 2;
}
message Answer {
  string valid_host = 1;
  Query original_request = 2;
  oneof answer {
    Files files = 4;
    Extensions extensions = 5;
    Services services = 6;
    Refusal refusal = 7;
  }
}
message Files {
  repeated bytes file_descriptor_proto = 1;
}
message Extensions {
  string base_type_name = 1;
  repeated int32 extension_number = 2;
}
message Services {
  repeated Service service = 1;
}
message Service {
  string name = 1;
}
message Refusal {
  int32 error_code = 1;
  string error_message = 2;
}`;

/** One question, its argument by its name. */
export type ReflectionQuery =
  | { readonly listServices: string }
  | { readonly fileContainingSymbol: string }
  | { readonly fileByFilename: string }
  | { readonly allExtensionNumbersOfType: string }
  | { readonly fileContainingExtension: { readonly containingType: string; readonly extensionNumber: number } };

/** What a server answered; names and words are as it sent them. */
export type ReflectionAnswer =
  | { readonly kind: 'files'; readonly files: readonly Uint8Array[] }
  | { readonly kind: 'services'; readonly names: readonly string[] }
  | { readonly kind: 'extensions'; readonly numbers: readonly number[] }
  | { readonly kind: 'refusal'; readonly code: number; readonly message: string };

interface Messages {
  readonly query: DescMessage;
  readonly answer: GenMessage<Decoded>;
  readonly verifier: Verifier;
}

type Decoded = Message<'grpc.reflection.v1.Answer'> & {
  readonly answer:
    | { case: 'files'; value: { fileDescriptorProto: Uint8Array[] } }
    | { case: 'extensions'; value: { extensionNumber: number[] } }
    | { case: 'services'; value: { service: { name: string }[] } }
    | { case: 'refusal'; value: { errorCode: number; errorMessage: string } }
    | { case: undefined };
};

let compiled: Messages | null = null;

function messages(): Messages {
  if (compiled === null) {
    const source = { name: 'reflection.proto', path: 'reflection.proto', text: TEXT };
    const registry = createRegistry(compileSources([source], () => undefined));
    const query = registry.getMessage('grpc.reflection.v1.Query') as DescMessage;
    const answer = registry.getMessage('grpc.reflection.v1.Answer') as GenMessage<Decoded>;
    compiled = { query, answer, verifier: createVerifier(answer) };
  }
  return compiled;
}

/** A question as a ServerReflectionRequest of either version. */
export function encodeQuery(query: ReflectionQuery): Uint8Array {
  return encodeJson(messages().query, query);
}

/** A ServerReflectionResponse of either version; throws a `reflection-broken` Failure for what is none. */
export function readAnswer(bytes: Uint8Array): ReflectionAnswer {
  const { answer, verifier } = messages();
  const fault = verifier.verify(bytes);
  if (fault !== null) {
    throw reflectionBroken(`answered nonsense: byte ${fault.offset}: ${fault.message}`);
  }
  const given = decode(answer, bytes).answer;
  switch (given.case) {
    case 'files':
      return { kind: 'files', files: given.value.fileDescriptorProto };
    case 'extensions':
      return { kind: 'extensions', numbers: given.value.extensionNumber };
    case 'services':
      return { kind: 'services', names: given.value.service.map(({ name }) => name) };
    case 'refusal':
      return { kind: 'refusal', code: given.value.errorCode, message: given.value.errorMessage };
    default:
      throw reflectionBroken('answered with neither a result nor an error');
  }
}

/** The server's own words, safe for a terminal: `NOT_FOUND: no such symbol`. */
export function refusalWords({ code, message }: { readonly code: number; readonly message: string }): string {
  const name = statusName(code);
  return message === '' ? name : `${name}: ${printable(message, 300)}`;
}

/** The Failure of a server whose reflection cannot be used, though it has one. */
export function reflectionBroken(what: string): Failure {
  return new Failure('reflection-broken', `the server's reflection ${what}`, {
    hint: 'give the schema in files, with --proto or --protoset',
  });
}
