import { fromJsonString, toBinary, type DescMessage, type JsonValue, type Registry } from '@bufbuild/protobuf';
import { usage } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { findMisfit } from './json-misfit.ts';
import { quoteLongIntegers } from './long-integers.ts';

/**
 * A message in ProtoJSON to bytes. Integers of any length keep their digits, and a key given twice is refused.
 * @throws Failure `usage` saying where the text is no JSON, or where it does not fit the message: `$.rows[2].id: ...`.
 */
export function encodeJsonText(desc: DescMessage, text: string, registry?: Registry): Uint8Array {
  const json = quoteLongIntegers(text);
  try {
    return toBinary(desc, fromJsonString(desc, json, registry === undefined ? {} : { registry }));
  } catch (thrown) {
    const { path, reason } = findMisfit(desc, parse(json), registry, thrown);
    throw usage(`${path}: ${reason}`);
  }
}

function parse(json: string): JsonValue {
  try {
    return JSON.parse(json) as JsonValue;
  } catch (thrown) {
    throw usage(`not JSON: ${printable(thrown instanceof Error ? thrown.message : String(thrown), 300)}`);
  }
}
