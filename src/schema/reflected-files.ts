import { fromBinary } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { checkNames } from './check-names.ts';
import { inOrder } from './file-order.ts';
import { reflectionBroken } from './reflection-messages.ts';
import { symbolsOf } from './symbols.ts';
import { createVerifier, type Verifier } from './verifier.ts';

/** More than the largest public APIs have, and little enough to be read in seconds. */
export interface ReflectionLimits {
  readonly files: number;
  /** Of all descriptors together. */
  readonly bytes: number;
}

export const REFLECTION_LIMITS: ReflectionLimits = { files: 10_000, bytes: 64 * 1024 ** 2 };

/** The files a server has sent, each verified and its names checked before it is kept. */
export class ReflectedFiles {
  readonly #files = new Map<string, FileDescriptorProto>();
  readonly #raw = new Map<string, Uint8Array>();
  readonly #owners = new Map<string, FileDescriptorProto>();
  readonly #limits: ReflectionLimits;
  #verifier: Verifier | null = null;
  #bytes = 0;

  constructor(limits: ReflectionLimits = REFLECTION_LIMITS) {
    this.#limits = limits;
  }

  /** Keeps one serialized FileDescriptorProto; a file that is known already must be the same. */
  add(bytes: Uint8Array): FileDescriptorProto {
    this.#verifier ??= createVerifier(FileDescriptorProtoSchema);
    const fault = this.#verifier.verify(bytes);
    if (fault !== null) throw reflectionBroken(`sent no descriptor: byte ${fault.offset}: ${fault.message}`);
    const file = fromBinary(FileDescriptorProtoSchema, bytes);
    const known = this.#files.get(file.name);
    if (known !== undefined) {
      if (Buffer.compare(this.#raw.get(file.name) ?? new Uint8Array(0), bytes) === 0) return known;
      throw reflectionBroken(`sent two different files named ${printable(file.name, 200)}`);
    }
    this.#bytes += bytes.length;
    if (this.#files.size >= this.#limits.files) throw reflectionBroken(`sent more than ${this.#limits.files} files`);
    if (this.#bytes > this.#limits.bytes)
      throw reflectionBroken(`sent more than ${this.#limits.bytes} bytes of descriptors`);
    try {
      checkNames(file);
    } catch (thrown) {
      throw reflectionBroken(`sent a name that is none: ${Failure.from(thrown).message}`);
    }
    this.#files.set(file.name, file);
    this.#raw.set(file.name, bytes);
    for (const name of symbolsOf(file).keys()) if (!this.#owners.has(name)) this.#owners.set(name, file);
    return file;
  }

  has(name: string): boolean {
    return this.#files.has(name);
  }

  /** The file that declares a symbol. */
  declaring(symbol: string): FileDescriptorProto | undefined {
    return this.#owners.get(symbol);
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
