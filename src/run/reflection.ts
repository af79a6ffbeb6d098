import { Failure } from '../base/failure.ts';
import type { FileRegistry } from '../schema/descriptors.ts';
import { ReflectionClient } from '../schema/reflection.ts';
import type { Connection, Metadata } from '../wire/types.ts';
import { ReflectionCall } from './reflection-call.ts';

export type ReflectionVersion = 'v1' | 'v1alpha';

/**
 * A server's own account of its schema, on one call. All it throws are Failures: `config` for a symbol the server does
 * not know, else `reflection-broken`.
 */
export interface Reflection {
  readonly version: ReflectionVersion;
  /** Full names of the services, as the server lists them. */
  services(): Promise<readonly string[]>;
  /** The types of the files that declare `symbols`, and of all they import. */
  registry(symbols: readonly string[]): Promise<FileRegistry>;
  /** The types of the file other files import by this name, and of all it imports. */
  file(name: string): Promise<FileRegistry>;
  /** Ends the call; the connection stays open. */
  close(): void;
}

export interface ReflectionOptions {
  readonly metadata: Metadata;
  /** Longest time for opening and for each method of Reflection. */
  readonly timeoutMs: number;
}

/**
 * Asks for the services over v1, and over v1alpha where there is no v1. Throws a `no-reflection` Failure for a server
 * with neither, `reflection-broken` for one whose reflection does not work or is silent.
 */
export async function openReflection(connection: Connection, options: ReflectionOptions): Promise<Reflection> {
  const v1 = await openVersion(connection, 'v1', options);
  if (!(v1 instanceof Failure)) return v1;
  const v1alpha = await openVersion(connection, 'v1alpha', options);
  if (!(v1alpha instanceof Failure)) return v1alpha;
  throw new Failure('no-reflection', 'the server has no reflection, neither v1 nor v1alpha', {
    cause: v1,
    hint: 'give the schema with --proto FILE or --protoset FILE, or enable reflection on the server',
  });
}

/** The Failure is that there is no such service. */
async function openVersion(
  connection: Connection,
  version: ReflectionVersion,
  { metadata, timeoutMs }: ReflectionOptions,
): Promise<Reflection | Failure> {
  const call = new ReflectionCall(connection, `grpc.reflection.${version}.ServerReflection`, metadata);
  const client = new ReflectionClient((question) => call.ask(question));
  try {
    const services = await call.within(timeoutMs, () => client.services());
    return {
      version,
      services: () => Promise.resolve(services),
      registry: (symbols) => call.within(timeoutMs, () => client.registry(symbols)),
      file: (name) => call.within(timeoutMs, () => client.file(name)),
      close: () => call.close(),
    };
  } catch (thrown) {
    call.close();
    if (thrown instanceof Failure && thrown.code === 'no-reflection') return thrown;
    throw thrown;
  }
}
