import {
  fromJson,
  type DescEnum,
  type DescField,
  type DescMessage,
  type JsonValue,
  type Registry,
} from '@bufbuild/protobuf';
import { didYouMean, printable } from '../base/text.ts';

/** Where JSON does not fit a message, `$.rows[2].id`, and why, as a clause. */
export interface Misfit {
  readonly path: string;
  readonly reason: string;
}

type JsonMap = Readonly<Record<string, JsonValue>>;

/**
 * The first place at which JSON that the codec refuses does not fit; `thrown` is what the codec said. The codec names a
 * type but no path, so ever smaller parts are tried until one alone does not fit.
 */
export function findMisfit(
  desc: DescMessage,
  json: JsonValue,
  registry: Registry | undefined,
  thrown: unknown,
): Misfit {
  return inMessage(desc, json, '$', thrown);

  function inMessage(desc: DescMessage, json: JsonValue, path: string, why: unknown): Misfit {
    if (!isMap(json)) return { path, reason: reasonOf(why, desc) };
    if (desc.typeName === 'google.protobuf.Any') return inAny(json, path, why);
    for (const [key, value] of Object.entries(json)) {
      const refused = refusal(desc, { [key]: value });
      if (refused === null) continue;
      const field = desc.fields.find((each) => each.jsonName === key || each.name === key);
      const place = `${path}${step(key)}`;
      if (field === undefined) return { path: place, reason: unknownField(desc, key, refused.thrown) };
      return inField(desc, field, key, value, place, refused.thrown);
    }
    return { path, reason: reasonOf(why, desc) };
  }

  function inField(
    desc: DescMessage,
    field: DescField,
    key: string,
    value: JsonValue,
    path: string,
    why: unknown,
  ): Misfit {
    const parts = partsOf(field, value);
    if (parts === null) return inValue(field, value, path, why);
    for (const [place, part, whole] of parts) {
      const refused = refusal(desc, { [key]: whole });
      if (refused !== null) return inValue(field, part, `${path}${place}`, refused.thrown);
    }
    return { path, reason: reasonOf(why, field) };
  }

  function inValue(field: DescField, value: JsonValue, path: string, why: unknown): Misfit {
    if (field.message !== undefined && value !== null) return inMessage(field.message, value, path, why);
    return { path, reason: reasonOf(why, field.enum ?? field) };
  }

  function inAny({ '@type': url, ...rest }: JsonMap, path: string, why: unknown): Misfit {
    const name = typeof url === 'string' ? url.slice(url.lastIndexOf('/') + 1) : '';
    const desc = registry?.getMessage(name);
    const refused = desc && refusal(desc, rest);
    return desc && refused ? inMessage(desc, rest, path, refused.thrown) : { path, reason: reasonOf(why, null) };
  }

  function refusal(desc: DescMessage, json: JsonValue): { readonly thrown: unknown } | null {
    try {
      fromJson(desc, json, registry === undefined ? {} : { registry });
      return null;
    } catch (thrown) {
      return { thrown };
    }
  }
}

/** Elements of a list or entries of a map: their place, the value, and the same as a list or map of one; null for others. */
function partsOf(field: DescField, value: JsonValue): (readonly [string, JsonValue, JsonValue])[] | null {
  if (field.fieldKind === 'list' && Array.isArray(value)) {
    return value.map((item: JsonValue, i) => [`[${i}]`, item, [item]] as const);
  }
  if (field.fieldKind === 'map' && isMap(value)) {
    return Object.entries(value).map(([key, item]) => [step(key), item, { [key]: item }] as const);
  }
  return null;
}

function isMap(json: JsonValue): json is JsonMap {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** `.name`, or `["a name"]`. */
function step(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${printable(JSON.stringify(key), 80)}]`;
}

function unknownField(desc: DescMessage, key: string, thrown: unknown): string {
  // A bracketed key names an extension.
  if (key.startsWith('[')) return reasonOf(thrown, null);
  const names = desc.fields.map(({ jsonName }) => jsonName);
  const hint =
    didYouMean(key, names) ?? (names.length === 0 ? 'it has none' : `it has ${names.slice(0, 12).join(', ')}`);
  return `${desc.typeName} has no such field; ${hint}`;
}

const PREFIX = /^cannot decode (?:field|message|enum|oneof) \S+ from JSON: (?:list item #1: |map entry \S+: )?/;

/** The codec's words less the type it was busy with; where that leaves the bare value, what was expected instead. */
function reasonOf(thrown: unknown, wanted: DescMessage | DescField | DescEnum | null): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const reason = printable(
    text.replace(PREFIX, '').replace(/expected (?:bigint|number) \((\w+)\)/, 'expected $1'),
    300,
  );
  if (wanted?.kind === 'enum') {
    const names = wanted.values.map(({ name }) => name);
    return `${wanted.typeName} has no value ${reason}; there are ${names.slice(0, 12).join(', ')}`;
  }
  if (wanted?.kind === 'message' && /^(?:Array\(\d+\)|"[^"]*"|-?[\d.e+-]+|true|false|null|object)$/.test(reason)) {
    return `expected an object, a ${wanted.typeName}, got ${reason}`;
  }
  return reason;
}
