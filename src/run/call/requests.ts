import type { Readable } from 'node:stream';
import { Failure, usage } from '../../base/failure.ts';
import type { DescMessage, FileRegistry } from '../../schema/descriptors.ts';
import { encodeJsonText } from '../../schema/json-message.ts';
import type { JsonText } from './json-values.ts';
import type { DataSource } from './request-data.ts';
import { isLasting, isSmall, readValues } from './request-data.ts';
import type { TemplateWorld } from './template.ts';
import { compileTemplate } from './template.ts';

/** What to send, as the user says it. */
export interface RequestOptions {
  /** Null: nothing was said. */
  readonly data: DataSource | null;
  /** How often the data is sent. */
  readonly repeat: number;
  readonly world: TemplateWorld;
  readonly stdin: () => Readable;
  /** Ends reading ahead. */
  readonly signal?: AbortSignal;
  /** The requests are for many calls: all of them are read and held here, and single ones are taken in turn. */
  readonly many?: boolean;
}

/** The requests of one call, made as they are taken. */
export interface Requests {
  /** The messages, read no faster than they are taken; when `signal` is aborted reading stops with an error or the end. */
  messages(signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** What makes the messages, in order, where all of them are at hand; each is encoded once unless it holds a template. */
  readonly entries?: readonly Entry[];
}

/** Makes the message number `index` of the call; throws where it does not fit. */
export type Entry = (index: number) => Uint8Array;

/** Messages that JSON writes as arrays or as anything: an outermost array is one of them. */
const ARRAYS: ReadonlySet<string> = new Set(['google.protobuf.ListValue', 'google.protobuf.Value']);

/**
 * Prepares the requests for a method that takes `input`. Data that is at hand and short, and the one request of a
 * method that takes one, is read and encoded here, so that what does not fit is known before anything is sent.
 * @throws Failure `usage` or `file`, naming message, line and JSON path.
 */
export async function prepareRequests(
  input: DescMessage,
  registry: FileRegistry,
  streaming: boolean,
  options: RequestOptions,
): Promise<Requests> {
  const { data, repeat, stdin, signal, many = false } = options;
  const maker = new Maker(input, registry, options.world);
  if (!streaming && repeat > 1) {
    throw usage('--repeat-data is for methods that take a stream of requests', 'this one takes a single request');
  }
  if (data === null) return maker.among(streaming ? [] : [checked(maker.entry({ text: '{}', line: 1 }, 0))], 1);
  if (!streaming && !many) return maker.among([await only(maker, options, data)], 1);
  if (repeat > 1 && !many && !isLasting(data)) {
    throw usage(
      '--repeat-data needs data that can be read again, and stdin or a pipe cannot',
      'save it in a file first',
    );
  }
  if (!many && !isSmall(data)) return maker.from((over) => readValues(data, maker.unwrap, stdin, over), repeat);
  const entries: Entry[] = [];
  for await (const value of readValues(data, maker.unwrap, stdin, signal)) {
    entries.push(checked(maker.entry(value, entries.length)));
  }
  if (!streaming && entries.length === 0) throw noMessage();
  return maker.among(entries, repeat);
}

/** The single message of the data. */
async function only(maker: Maker, { stdin, signal }: RequestOptions, data: DataSource): Promise<Entry> {
  let first: Entry | null = null;
  for await (const value of readValues(data, maker.unwrap, stdin, signal)) {
    if (first !== null) {
      throw usage(
        `--data holds more than one message (a second begins on line ${value.line}), and the method takes one`,
        'a stream of requests is for methods that declare one',
      );
    }
    first = checked(maker.entry(value, 0));
  }
  if (first === null) throw noMessage();
  return first;
}

function noMessage(): Failure {
  return usage('--data holds no message', 'an empty message is written {}');
}

/** The entry, once it has been seen to make a message. */
function checked(entry: Entry): Entry {
  entry(0);
  return entry;
}

class Maker {
  readonly unwrap: boolean;
  readonly #input: DescMessage;
  readonly #registry: FileRegistry;
  readonly #world: TemplateWorld;

  constructor(input: DescMessage, registry: FileRegistry, world: TemplateWorld) {
    this.unwrap = !ARRAYS.has(input.typeName);
    this.#input = input;
    this.#registry = registry;
    this.#world = world;
  }

  /** Reads the `count`-th value of the data. */
  entry({ text, line }: JsonText, count: number): Entry {
    const place = `--data, message ${count}${line > 1 ? ` (line ${line})` : ''}`;
    const template = named(place, () => compileTemplate(text, this.#world));
    const make = (index: number): Uint8Array =>
      named(place, () => encodeJsonText(this.#input, template.render(index), this.#registry));
    if (!template.constant) return make;
    let bytes: Uint8Array | null = null;
    return () => (bytes ??= make(0));
  }

  /** Entries that are all here, again and again. */
  among(entries: readonly Entry[], repeat: number): Requests {
    const requests = this.#requests(async function* () {
      yield* entries;
    }, repeat);
    return { ...requests, entries };
  }

  /** Values that are read while they are sent. */
  from(read: (signal: AbortSignal) => AsyncIterable<JsonText>, repeat: number): Requests {
    const entry = (value: JsonText, count: number): Entry => this.entry(value, count);
    return this.#requests(async function* (signal) {
      let count = 0;
      for await (const value of read(signal)) {
        yield entry(value, count);
        count += 1;
      }
    }, repeat);
  }

  #requests(entries: (signal: AbortSignal) => AsyncIterable<Entry>, repeat: number): Requests {
    return {
      async *messages(signal) {
        let index = 0;
        for (let round = 0; round < repeat; round += 1) {
          for await (const entry of entries(signal)) {
            yield entry(index);
            index += 1;
          }
          if (index === 0) return;
        }
      },
    };
  }
}

/** A Failure that says which message it is about. */
export function named<T>(place: string, make: () => T): T {
  try {
    return make();
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    throw new Failure(thrown.code, `${place}: ${thrown.message}`, {
      ...(thrown.hint === null ? {} : { hint: thrown.hint }),
      cause: thrown,
    });
  }
}
