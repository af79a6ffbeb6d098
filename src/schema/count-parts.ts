import type { DescMessage } from '@bufbuild/protobuf';
import { compileTable, type MessageTable } from './message-table.ts';
import { WIRE_BYTES, WireReader } from './wire-reader.ts';

/** How much a message would be once decoded. */
export interface Parts {
  /** Messages in it, at any depth, itself included. */
  readonly messages: number;
  readonly fields: number;
}

/** Counts the parts of messages of one type that a Verifier has found valid, without decoding them. */
export function createCounter(desc: DescMessage): (bytes: Uint8Array) => Parts {
  const table = compileTable(desc);
  return (bytes) => {
    const reader = new WireReader();
    reader.open(bytes, 0, bytes.length);
    const parts = { messages: 0, fields: 0 };
    count(reader, table, bytes.length, parts);
    return parts;
  };
}

function count(
  reader: WireReader,
  table: MessageTable,
  limit: number,
  parts: { messages: number; fields: number },
): void {
  parts.messages += 1;
  while (reader.position < limit) {
    const tag = reader.tag(limit);
    if (tag === 0) return;
    parts.fields += 1;
    const child = (tag & 7) === WIRE_BYTES ? table.find(tag >>> 3)?.child : null;
    if (!child) {
      if (!reader.skip(tag, limit, 1)) return;
      continue;
    }
    const length = reader.length(limit, tag >>> 3);
    if (length < 0) return;
    count(reader, child, reader.position + length, parts);
  }
}
