import { usage } from '../../base/failure.ts';
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
  async function* encoded(): AsyncGenerator<Uint8Array> {
    let count = 0;
    for await (const value of values) {
      const json = JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
      yield named(`requests, message ${count}`, () => encodeJsonText(input, json, registry));
      count += 1;
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
