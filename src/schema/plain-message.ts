import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { ScalarType } from '@bufbuild/protobuf';

/**
 * Whether a decoded message of this type holds nothing of the bytes it was decoded from: no `bytes` field anywhere in it,
 * which is a view into them, and no extensions, which stay undecoded among the unknown fields.
 */
export function isPlainMessage(desc: DescMessage, seen: Set<DescMessage> = new Set()): boolean {
  if (seen.has(desc)) return true;
  seen.add(desc);
  return desc.proto.extensionRange.length === 0 && desc.fields.every((field) => isPlainField(field, seen));
}

function isPlainField(field: DescField, seen: Set<DescMessage>): boolean {
  return field.scalar !== ScalarType.BYTES && (field.message === undefined || isPlainMessage(field.message, seen));
}
