import { createHash } from 'node:crypto';
import { fromBinary } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { checkNames } from './check-names.ts';
import { createCounter } from './count-parts.ts';
import { inOrder } from './file-order.ts';
import { reflectionBroken } from './reflection-messages.ts';
import { extensionsOf, symbolsOf } from './symbols.ts';
import { createVerifier, type Verifier } from './verifier.ts';

/** More than the largest public APIs have, and little enough to be read in seconds. */
export interface ReflectionLimits {
  readonly files: number;
  /** Of all descriptors together; so are the others. */
  readonly bytes: number;
  /** Messages, fields, enum values and methods. */
  readonly declarations: number;
  /** What is said of them: names, numbers, types. */
  readonly facts: number;
}

export const REFLECTION_LIMITS: ReflectionLimits = {
  files: 10_000,
  bytes: 32 * 1024 ** 2,
  declarations: 250_000,
  facts: 3_000_000,
};

/** The files a server has sent, each verified and its names checked before it is kept. */
export class ReflectedFiles {
  readonly #files = new Map<string, FileDescriptorProto>();
  /** By the hash of their bytes: servers send a file again with everything that imports it. */
  readonly #digests = new Map<string, FileDescriptorProto>();
  readonly #owners = new Map<string, FileDescriptorProto>();
  readonly #extensions = new Map<string, FileDescriptorProto>();
  readonly #limits: ReflectionLimits;
  readonly #verifier: Verifier = createVerifier(FileDescriptorProtoSchema);
  readonly #count = createCounter(FileDescriptorProtoSchema);
  #bytes = 0;
  #declarations = 0;
  #facts = 0;

  constructor(limits: ReflectionLimits = REFLECTION_LIMITS) {
    this.#limits = limits;
  }

  /** Keeps one serialized FileDescriptorProto; a file that is known already must be the same. */
  add(bytes: Uint8Array): FileDescriptorProto {
    const digest = createHash('sha256').update(bytes).digest('base64');
    const known = this.#digests.get(digest);
    if (known !== undefined) return known;
    const fault = this.#verifier.verify(bytes);
    if (fault !== null) throw reflectionBroken(`sent no descriptor: byte ${fault.offset}: ${fault.message}`);
    this.#admit(bytes);
    const file = fromBinary(FileDescriptorProtoSchema, bytes);
    if (this.#files.has(file.name)) {
      throw reflectionBroken(`sent two different files named ${printable(file.name, 200)}`);
    }
    if (this.#files.size >= this.#limits.files) throw tooMuch(this.#limits.files, 'files');
    try {
      checkNames(file);
    } catch (thrown) {
      throw reflectionBroken(`sent a name that is none: ${Failure.from(thrown).message}`);
    }
    this.#files.set(file.name, file);
    this.#digests.set(digest, file);
    for (const name of symbolsOf(file).keys()) if (!this.#owners.has(name)) this.#owners.set(name, file);
    for (const { extendee, number } of extensionsOf(file)) this.#extensions.set(`${extendee} ${number}`, file);
    return file;
  }

  /** Counts what is about to be decoded: a few bytes can be many objects. */
  #admit(bytes: Uint8Array): void {
    const { messages, fields } = this.#count(bytes);
    this.#bytes += bytes.length;
    this.#declarations += messages;
    this.#facts += fields;
    const limits = this.#limits;
    if (this.#bytes > limits.bytes) throw tooMuch(limits.bytes, 'bytes of descriptors');
    if (this.#declarations > limits.declarations) throw tooMuch(limits.declarations, 'declarations');
    if (this.#facts > limits.facts) throw tooMuch(limits.facts, 'facts about its declarations');
  }

  has(name: string): boolean {
    return this.#files.has(name);
  }

  /** The file that declares a symbol. */
  declaring(symbol: string): FileDescriptorProto | undefined {
    return this.#owners.get(symbol);
  }

  /** The file that extends a message with this field number. */
  extending(type: string, number: number): FileDescriptorProto | undefined {
    return this.#extensions.get(`.${type} ${number}`);
  }

  /** Imports of `roots`, at any distance, that were not sent, each with a file that imports it. */
  missing(roots: readonly FileDescriptorProto[]): Map<string, string> {
    const missing = new Map<string, string>();
    const seen = new Set(roots.map(({ name }) => name));
    const queue = [...roots];
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      for (const name of file.dependency) {
        if (seen.has(name)) continue;
        seen.add(name);
        const next = this.#files.get(name);
        if (next === undefined) missing.set(name, file.name);
        else queue.push(next);
      }
    }
    return missing;
  }

  /** `roots` and all they import, dependencies first. */
  closure(roots: readonly FileDescriptorProto[]): FileDescriptorProto[] {
    return inOrder(roots, this.#files, { code: 'reflection-broken' });
  }
}

function tooMuch(limit: number, what: string): Failure {
  return reflectionBroken(`sent more than ${limit} ${what}`);
}
