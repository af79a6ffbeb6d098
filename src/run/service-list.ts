import { Failure } from '../base/failure.ts';
import type { ListedService } from '../report/service-list.ts';
import type { FileRegistry } from '../schema/descriptors.ts';
import { methodPath } from '../schema/registry.ts';
import { kindOf } from './call/plan.ts';
import type { Reflection } from './reflection.ts';

/** A schema, and the services to be told of. */
export interface Survey {
  readonly registry: FileRegistry;
  readonly services: readonly ListedService[];
}

/** The services that files declare, in their order. */
export function surveyFiles(registry: FileRegistry): Survey {
  return {
    registry,
    services: [...registry.files].flatMap((file) => file.services).map(({ typeName }) => known(registry, typeName)),
  };
}

/**
 * Every service the server lists; one whose schema it does not give is told with its words. Throws the Failure of
 * Reflection when it gives none at all.
 */
export async function surveyReflection(reflection: Reflection): Promise<Survey> {
  const names = await reflection.services();
  const problems = new Map<string, Failure>();
  const registry = await reflection.registry(names).catch(async () => {
    for (const name of names)
      await reflection.registry([name]).catch((thrown: unknown) => problems.set(name, Failure.from(thrown)));
    const [first] = problems.values();
    if (first !== undefined && problems.size === names.length) throw first;
    return await reflection.registry(names.filter((name) => !problems.has(name)));
  });
  return { registry, services: names.map((name) => known(registry, name, problems.get(name))) };
}

function known(registry: FileRegistry, name: string, problem?: Failure): ListedService {
  const service = registry.getService(name);
  return {
    name,
    file: service?.file.proto.name ?? null,
    methods: (service?.methods ?? []).map((method) => ({
      name: method.name,
      path: methodPath(method).slice(1),
      kind: kindOf(method),
      input: method.input.typeName,
      output: method.output.typeName,
    })),
    problem: problem?.message ?? (service === undefined ? 'the server gives no service of that name' : null),
  };
}
