import { create, toBinary } from '@bufbuild/protobuf';
import type { FileDescriptorProto, FileDescriptorSet } from '@bufbuild/protobuf/wkt';
import {
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  ServiceDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';
import { SCALAR_TYPES } from './derived.ts';
import type { FilePlan } from './file-plan.ts';
import { planEnum, planMessage } from './plan-message.ts';
import { lookUp, resolveNames } from './resolve-names.ts';
import { packagesOf, symbolsOf, type SymbolKind } from './symbols.ts';
import { WELL_KNOWN } from './well-known.ts';

/** Names of the scalar types; they mean those whatever a message is called. */
export const SCALAR_NAMES: ReadonlySet<string> = new Set(SCALAR_TYPES.keys());

/** What references in a planned file can mean. */
export interface PlanScope {
  /** The kind and full name of what `written` means inside `from` (a full name), undefined when it means nothing. */
  readonly find: (written: string, from: string) => { readonly kind: SymbolKind; readonly name: string } | undefined;
  /** Full names of every message and enum in reach. */
  readonly types: readonly string[];
}

/** The scope of a planned file: its own symbols and the well-known types. */
export function planScope(plan: FilePlan): PlanScope {
  const visible = visibleTo(makeFile(plan));
  return {
    find: (written, from) => {
      const name = lookUp(written, from, visible);
      const kind = name === undefined ? undefined : visible.get(name);
      return name === undefined || kind === undefined ? undefined : { kind, name };
    },
    types: [...visible].filter(([, kind]) => kind === 'message' || kind === 'enum').map(([name]) => name),
  };
}

/**
 * Planned files with the well-known types they use, dependencies first, as protoc would have made them. The plans must
 * have been checked. Throws a `config` Failure for a reference that means nothing.
 */
export function planFiles(plans: readonly FilePlan[]): FileDescriptorSet {
  const done = new Map<string, FileDescriptorProto>();
  const made = plans.map((plan) => {
    const file = makeFile(plan);
    resolveNames(file, { visible: visibleTo(file), at: (path) => `${file.name}: ${path}` });
    for (const used of wellKnownOf(file)) {
      file.dependency.push(used);
      addWellKnown(used, done);
    }
    return file;
  });
  return create(FileDescriptorSetSchema, { file: [...done.values(), ...made] });
}

/** Each file of a set, serialized, as reflection serves them. */
export function serializedFiles(set: FileDescriptorSet): Uint8Array[] {
  return set.file.map((file) => toBinary(FileDescriptorProtoSchema, file));
}

function makeFile(plan: FilePlan): FileDescriptorProto {
  return create(FileDescriptorProtoSchema, {
    name: plan.name,
    syntax: 'proto3',
    ...(plan.package === '' ? {} : { package: plan.package }),
    messageType: plan.messages.map(planMessage),
    enumType: plan.enums.map(planEnum),
    service: plan.services.map(({ name, methods }) =>
      create(ServiceDescriptorProtoSchema, {
        name,
        method: methods.map(({ name: method, input, output, clientStreaming, serverStreaming }) => ({
          name: method,
          inputType: input,
          outputType: output,
          ...(clientStreaming ? { clientStreaming } : {}),
          ...(serverStreaming ? { serverStreaming } : {}),
        })),
      }),
    ),
  });
}

/** Own symbols win over well-known ones of the same name. */
function visibleTo(file: FileDescriptorProto): Map<string, SymbolKind> {
  const visible = new Map<string, SymbolKind>();
  for (const visited of [...WELL_KNOWN.values(), file]) {
    for (const name of packagesOf(visited.package)) if (!visible.has(name)) visible.set(name, 'package');
    for (const [name, kind] of symbolsOf(visited)) visible.set(name, kind);
  }
  return visible;
}

/** Import names of the well-known files a resolved file refers to. */
function wellKnownOf(file: FileDescriptorProto): string[] {
  const used = new Set<string>();
  const visit = (messages: FileDescriptorProto['messageType']): void => {
    for (const message of messages) {
      for (const { typeName } of message.field) used.add(typeName.slice(1));
      visit(message.nestedType);
    }
  };
  visit(file.messageType);
  for (const { method } of file.service) {
    for (const { inputType, outputType } of method) used.add(inputType.slice(1)).add(outputType.slice(1));
  }
  return [...WELL_KNOWN]
    .filter(([, known]) => [...symbolsOf(known).keys()].some((name) => used.has(name)))
    .map(([name]) => name);
}

function addWellKnown(name: string, done: Map<string, FileDescriptorProto>): void {
  const file = WELL_KNOWN.get(name);
  if (file === undefined || done.has(name)) return;
  for (const dependency of file.dependency) addWellKnown(dependency, done);
  done.set(name, file);
}
