import { Failure } from '../base/failure.ts';
import { didYouMean } from '../base/text.ts';
import type { FileRegistry } from '../schema/descriptors.ts';
import type { LoadedSchema } from '../schema/schema-files.ts';
import type { Connection } from '../wire/types.ts';
import type { Reflection, ReflectionOptions } from './reflection.ts';
import { openReflection } from './reflection.ts';

/**
 * What the server's reflection says of `symbols`, or of all its services. Throws the Failures of Reflection; a symbol the
 * server does not know comes with the services nearest to it.
 */
export async function reflectSchema(
  connection: Connection,
  options: ReflectionOptions,
  symbols: readonly string[] | 'all',
): Promise<LoadedSchema> {
  const reflection = await openReflection(connection, options);
  try {
    const registry = await reflection.registry(symbols === 'all' ? await reflection.services() : symbols);
    return { registry, origin: `reflection ${reflection.version}` };
  } catch (thrown) {
    if (symbols === 'all' || !(thrown instanceof Failure) || thrown.code !== 'config') throw thrown;
    throw await withServices(thrown, symbols, reflection);
  } finally {
    reflection.close();
  }
}

/** The schemas of those message types the server's reflection knows; none where it cannot be asked. */
export async function reflectTypes(
  connection: Connection,
  options: ReflectionOptions,
  types: readonly string[],
): Promise<readonly FileRegistry[]> {
  const found: FileRegistry[] = [];
  let reflection: Reflection | null = null;
  try {
    reflection = await openReflection(connection, options);
    for (const type of types) {
      const registry = await reflection.registry([type]).catch(unknownOnly);
      if (registry !== null) found.push(registry);
    }
  } catch {
    // Without an answer the types stay unknown, which the caller tells.
  } finally {
    reflection?.close();
  }
  return found;
}

/** A server that does not know one type may know the next. */
function unknownOnly(thrown: unknown): null {
  if (thrown instanceof Failure && thrown.code === 'config') return null;
  throw thrown;
}

async function withServices(unknown: Failure, symbols: readonly string[], reflection: Reflection): Promise<Failure> {
  const services = await reflection.services();
  const near = symbols.map((symbol) => didYouMean(symbol, services)).find((hint) => hint !== undefined);
  const some = `it lists ${services.slice(0, 5).join(', ')}${services.length > 5 ? `, and ${services.length - 5} more` : ''}`;
  return new Failure('config', unknown.message, {
    cause: unknown,
    hint: near ?? (services.length === 0 ? 'it lists no service' : some),
  });
}
