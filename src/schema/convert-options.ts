import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { fromJson, type JsonObject } from '@bufbuild/protobuf';
import { Failure } from '../base/failure.ts';
import { didYouMean, printable } from '../base/text.ts';

/** Stated elsewhere in a descriptor, so they are no options there. */
const ELSEWHERE = new Set(['default', 'json_name', 'proto3_optional']);

/**
 * The standard options of an element as its options message; `undefined` without any. Custom options (in parentheses)
 * are left out: they need the registry of the whole set. Throws a `config` Failure for an unknown or ill-typed option.
 */
export function convertOptions<Desc extends DescMessage>(
  desc: Desc,
  options: Readonly<Record<string, unknown>> | undefined,
  where: string,
): MessageShape<Desc> | undefined {
  const json: JsonObject = {};
  for (const [name, value] of Object.entries(options ?? {})) {
    if (name.startsWith('(') || ELSEWHERE.has(name)) continue;
    const known = desc.fields.map((field) => field.name);
    if (!known.includes(name)) {
      const hint = didYouMean(name, known);
      throw new Failure(
        'config',
        `${where}: there is no option '${printable(name, 80)}' here`,
        hint === undefined ? {} : { hint },
      );
    }
    if (isPlain(value)) json[name] = value;
  }
  if (Object.keys(json).length === 0) return undefined;
  try {
    return fromJson(desc, json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('config', `${where}: ${printable(reason, 200)}`, { cause: error });
  }
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
