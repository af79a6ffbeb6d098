import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

/** A Job of docs/kubernetes-bench.yaml, as far as its container says what is run. */
export interface ManifestJob {
  readonly name: string;
  readonly spec: Readonly<Record<string, unknown>>;
  /** The shell script of its container, and the variables it is given. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly command: readonly string[];
          readonly args: readonly [string];
          readonly env: readonly { readonly name: string; readonly value: string }[];
        }[];
      };
    };
  };
}

/** The Jobs of docs/kubernetes-bench.yaml; throws where it is no YAML, or runs something other than a shell script. */
export function manifestJobs(): readonly ManifestJob[] {
  const text = readFileSync(new URL('../../docs/kubernetes-bench.yaml', import.meta.url), 'utf8');
  const resources = parseAllDocuments(text).map((document) => {
    if ('errors' in document && document.errors.length > 0) throw document.errors[0] as Error;
    return document.toJS() as Resource;
  });
  return resources.filter(({ kind }) => kind === 'Job').map(jobOf);
}

function jobOf({ metadata: { name }, spec }: Resource): ManifestJob {
  const [container, ...others] = spec.template.spec.containers;
  if (container === undefined || others.length > 0) throw new Error(`${name} has other than one container`);
  const { command, args, env } = container;
  if (command.join(' ') !== 'sh -c' || args.length > 1) throw new Error(`${name} runs no shell script`);
  return { name, spec, script: args[0], env: Object.fromEntries(env.map((each) => [each.name, each.value])) };
}
