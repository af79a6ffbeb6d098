import { create, type FileRegistry } from '@bufbuild/protobuf';
import type { DescriptorProto, FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { Status } from '../base/status.ts';
import { printable } from '../base/text.ts';
import { isQualifiedName } from './identifiers.ts';
import { ReflectedFiles, type ReflectionLimits } from './reflected-files.ts';
import { encodeQuery, readAnswer, reflectionBroken, refusalWords } from './reflection-messages.ts';
import type { ReflectionAnswer, ReflectionQuery } from './reflection-messages.ts';
import { createRegistry } from './registry.ts';
import { within } from './symbols.ts';
import { WELL_KNOWN } from './well-known.ts';

/** Sends one request of the reflection service and gives its response; the messages of v1 and v1alpha are the same. */
export type Ask = (request: Uint8Array) => Promise<Uint8Array>;

/** Extensions of one message that are asked for. */
const MOST_EXTENSIONS = 1000;

type Kinds = ReflectionAnswer['kind'];
type Result<Kind> = Extract<ReflectionAnswer, { readonly kind: Kind }>;

/**
 * Asks a server about its schema, one question after the other, and remembers every file. All it throws are
 * `reflection-broken` Failures, `config` for a symbol the server does not have, and what `ask` throws.
 */
export class ReflectionClient {
  readonly #ask: Ask;
  readonly #files: ReflectedFiles;
  /** Well-known files a server imports and does not have; ours take their place. */
  readonly #givenUp = new Set<string>();
  readonly #extended = new Map<string, readonly number[]>();

  constructor(ask: Ask, limits?: ReflectionLimits) {
    this.#ask = ask;
    this.#files = new ReflectedFiles(limits);
  }

  /** Full names of the services, as the server lists them. */
  async services(): Promise<readonly string[]> {
    const { names } = await this.#expect('services', { listServices: '*' }, 'its services');
    for (const name of names) {
      if (!isQualifiedName(name))
        throw reflectionBroken(`lists a service named ${JSON.stringify(printable(name, 80))}`);
    }
    return [...new Set(names)];
  }

  /**
   * The types of the files that declare `symbols`, and of all they import; and the extensions of their messages, where the
   * server tells them.
   */
  async registry(symbols: readonly string[]): Promise<FileRegistry> {
    const roots: FileDescriptorProto[] = [];
    for (const symbol of symbols) roots.push(await this.#declaring(symbol));
    const registry = await this.#complete(roots);
    try {
      const extending = await this.#extensions(roots);
      return extending.length === 0 ? registry : await this.#complete([...roots, ...extending]);
    } catch (thrown) {
      // Not every server answers, and what was asked for is there.
      if (thrown instanceof Failure) return registry;
      throw thrown;
    }
  }

  /** The types of a file by the name other files import it by, and of all it imports. */
  async file(name: string): Promise<FileRegistry> {
    return await this.#complete([await this.#named(name, null)]);
  }

  async #complete(roots: readonly FileDescriptorProto[]): Promise<FileRegistry> {
    for (let missing = this.#files.missing(roots); ; missing = this.#files.missing(roots)) {
      const wanted = [...missing].filter(([name]) => !this.#givenUp.has(name));
      if (wanted.length === 0) break;
      for (const [name, importer] of wanted) if (!this.#files.has(name)) await this.#import(name, importer);
    }
    const file = this.#files.closure(roots);
    try {
      return createRegistry(create(FileDescriptorSetSchema, { file }));
    } catch (thrown) {
      throw reflectionBroken(`sent files that cannot be used: ${Failure.from(thrown).message}`);
    }
  }

  /** Files that extend messages of `roots` and of all they import. */
  async #extensions(roots: readonly FileDescriptorProto[]): Promise<FileDescriptorProto[]> {
    const found = new Set<FileDescriptorProto>();
    for (const containingType of this.#files.closure(roots).flatMap(extendable)) {
      for (const extensionNumber of await this.#numbers(containingType)) {
        if (this.#files.extending(containingType, extensionNumber) === undefined) {
          const answer = await this.#question({ fileContainingExtension: { containingType, extensionNumber } });
          if (answer.kind === 'files') this.#keep(answer);
        }
        const file = this.#files.extending(containingType, extensionNumber);
        if (file !== undefined) found.add(file);
      }
    }
    return [...found];
  }

  /** Numbers of the extensions the server knows of a message; asked once. */
  async #numbers(type: string): Promise<readonly number[]> {
    const known = this.#extended.get(type);
    if (known !== undefined) return known;
    const answer = await this.#question({ allExtensionNumbersOfType: type });
    const numbers = answer.kind === 'extensions' ? answer.numbers.slice(0, MOST_EXTENSIONS) : [];
    this.#extended.set(type, numbers);
    return numbers;
  }

  async #import(name: string, importer: string): Promise<void> {
    if (!WELL_KNOWN.has(name)) return void (await this.#named(name, importer));
    const answer = await this.#question({ fileByFilename: name });
    if (answer.kind === 'files') this.#keep(answer);
    if (!this.#files.has(name)) this.#givenUp.add(name);
  }

  async #named(name: string, importer: string | null): Promise<FileDescriptorProto> {
    const shown = printable(name, 200);
    const what = importer === null ? shown : `${shown}, which ${printable(importer, 200)} imports`;
    const known = this.#keep(await this.#expect('files', { fileByFilename: name }, what)).find(
      (file) => file.name === name,
    );
    if (known !== undefined) return known;
    throw reflectionBroken(`was asked for ${what}, and sent other files`);
  }

  async #declaring(symbol: string): Promise<FileDescriptorProto> {
    const known = this.#files.declaring(symbol);
    if (known !== undefined) return known;
    const shown = printable(symbol, 200);
    const answer = await this.#question({ fileContainingSymbol: symbol });
    if (answer.kind === 'refusal' && answer.code === Status.NOT_FOUND) {
      throw new Failure('config', `the server's reflection does not know ${shown}: ${refusalWords(answer)}`);
    }
    this.#keep(expected('files', answer, shown));
    const found = this.#files.declaring(symbol);
    if (found !== undefined) return found;
    throw reflectionBroken(`was asked for ${shown}, and sent files that do not declare it`);
  }

  #keep({ files }: Result<'files'>): FileDescriptorProto[] {
    return files.map((bytes) => this.#files.add(bytes));
  }

  async #expect<Kind extends Kinds>(kind: Kind, query: ReflectionQuery, what: string): Promise<Result<Kind>> {
    return expected(kind, await this.#question(query), what);
  }

  async #question(query: ReflectionQuery): Promise<ReflectionAnswer> {
    return readAnswer(await this.#ask(encodeQuery(query)));
  }
}

/** The messages of a file that leave numbers to extensions, but those of options, which only compilers read. */
function extendable(file: FileDescriptorProto): string[] {
  if (WELL_KNOWN.has(file.name)) return [];
  const inside = (message: DescriptorProto, scope: string): string[] => {
    const path = within(scope, message.name);
    const nested = message.nestedType.flatMap((each) => inside(each, path));
    return message.extensionRange.length > 0 ? [path, ...nested] : nested;
  };
  return file.messageType.flatMap((message) => inside(message, file.package));
}

function expected<Kind extends Kinds>(kind: Kind, answer: ReflectionAnswer, what: string): Result<Kind> {
  if (answer.kind === kind) return answer as Result<Kind>;
  throw reflectionBroken(
    answer.kind === 'refusal'
      ? `does not give ${what}: ${refusalWords(answer)}`
      : `was asked for ${what}, and answered with ${answer.kind}`,
  );
}
