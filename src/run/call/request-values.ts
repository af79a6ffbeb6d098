import { Failure, usage } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import type { DescMessage, FileRegistry } from '../../schema/descriptors.ts';
import { encodeJsonText } from '../../schema/json-message.ts';
import { named } from './requests.ts';
import type { Requests } from './requests.ts';

/** A request in ProtoJSON as a program has it: what JSON can say, and bigint for 64-bit integers. */
export type RequestValue = string | number | bigint | boolean | null | readonly RequestValue[] | RequestFields;

export interface RequestFields {
  readonly [field: string]: RequestValue | undefined;
}

export type RequestValues = Iterable<RequestValue> | AsyncIterable<RequestValue>;

/**
 * The requests of a call from values of a program, each taken when the server takes it; the one request of a method that
 * takes one is taken at once.
 * @throws Failure `usage` for another number of those, naming message and JSON path for one that does not fit.
 */
export async function requestsOf(
  input: DescMessage,
  registry: FileRegistry,
  streaming: boolean,
  values: RequestValues,
): Promise<Requests> {
  async function* encoded(signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    const iterator = Symbol.asyncIterator in values ? values[Symbol.asyncIterator]() : values[Symbol.iterator]();
    try {
      for (let count = 0; ; count += 1) {
        const next = await unlessAborted(nextOf(iterator), signal);
        if (next === null || next.done === true) return;
        const json = JSON.stringify(next.value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
        yield named(`requests, message ${count}`, () => encodeJsonText(input, json, registry));
      }
    } finally {
      // Not waited for: a program that waits for an answer which does not come would never let go.
      void Promise.resolve(iterator.return?.()).catch(() => {});
    }
  }
  if (streaming) return { messages: encoded };
  const all: Uint8Array[] = [];
  for await (const bytes of encoded()) {
    all.push(bytes);
    if (all.length > 1) break;
  }
  if (all.length !== 1) {
    throw usage(`the method takes one request, and there ${all.length === 0 ? 'is none' : 'are several'}`);
  }
  return {
    async *messages() {
      yield* await Promise.resolve(all);
    },
  };
}

/** What the program gives next; what it throws is its own and no bug of ours. */
async function nextOf<T>(iterator: Iterator<T> | AsyncIterator<T>): Promise<IteratorResult<T>> {
  try {
    return await iterator.next();
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Failure('usage', `the program that makes the requests failed: ${printable(why)}`, { cause: thrown });
  }
}

/** What a promise gives, or null once `signal` is aborted, whichever comes first. */
function unlessAborted<T>(value: Promise<T>, signal?: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(null);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    void value.then(resolve, reject).finally(() => signal?.removeEventListener('abort', stop));
  });
}
