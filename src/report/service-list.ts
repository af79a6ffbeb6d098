import { plural, printable } from '../base/text.ts';
import type { CallKind } from '../base/result.ts';
import { styleOf, type RenderOptions } from './style.ts';

/** A service as it is listed. */
export interface ListedService {
  readonly name: string;
  /** The .proto file that declares it; null when it is not known. */
  readonly file: string | null;
  readonly methods: readonly ListedMethod[];
  /** Why nothing is known of it but its name. */
  readonly problem: string | null;
}

export interface ListedMethod {
  readonly name: string;
  /** `pkg.Service/Method`. */
  readonly path: string;
  readonly kind: CallKind;
  readonly input: string;
  readonly output: string;
}

/** Services for people: each name with its file, and below it its methods with their kind and types. */
export function renderServiceList(services: readonly ListedService[], options: RenderOptions): string {
  const { chalk } = styleOf(options);
  const parts = services.map(({ name, file, methods, problem }) => {
    const head = `${chalk.bold(printable(name, 200))}${file === null ? '' : chalk.dim(`  ${printable(file, 200)}`)}`;
    const below = problem === null ? methodLines(name, methods) : [`  not known: ${printable(problem, 300)}`];
    return [head, ...below].join('\n');
  });
  const count = services.reduce((sum, { methods }) => sum + methods.length, 0);
  return [...parts, '', `${plural(services.length, 'service')}, ${plural(count, 'method')}`, ''].join('\n');
}

function methodLines(service: string, methods: readonly ListedMethod[]): string[] {
  const widest = Math.max(0, ...methods.map(({ name }) => name.length));
  const near = service.slice(0, service.lastIndexOf('.') + 1);
  // Types of the service's own package go without it.
  const short = (type: string): string =>
    near !== '' && type.startsWith(near) && !type.slice(near.length).includes('.') ? type.slice(near.length) : type;
  return methods.map(({ name, kind, input, output }) => {
    const sends = kind === 'client-stream' || kind === 'bidi-stream' ? 'stream ' : '';
    const answers = kind === 'server-stream' || kind === 'bidi-stream' ? 'stream ' : '';
    return `  ${name.padEnd(widest)}  ${kind.padEnd(13)}  ${sends}${short(input)} -> ${answers}${short(output)}`;
  });
}
