import type { DescMessage } from '@bufbuild/protobuf';
import type { WireFault } from '../base/frame.ts';
import { compileTable, type FieldEntry, type MessageTable } from './message-table.ts';
import { utf8Fault } from './utf8.ts';
import {
  DEPTH_LIMIT,
  fieldLabel,
  WIRE_BYTES,
  WIRE_FIXED32,
  WIRE_FIXED64,
  WIRE_GROUP,
  WIRE_GROUP_END,
  WIRE_VARINT,
  WireReader,
} from './wire-reader.ts';

/** Says whether bytes are a valid message, more strictly than the codecs do. */
export interface Verifier {
  /** `null` for a valid message; never throws, never reads outside `offset .. offset + length`. */
  verify(bytes: Uint8Array, offset?: number, length?: number): WireFault | null;
}

/** Compiles a descriptor once; verifying allocates nothing unless there is a fault to tell. */
export function createVerifier(desc: DescMessage): Verifier {
  const table = compileTable(desc);
  const reader = new WireReader();
  return {
    verify: (bytes, offset = 0, length = bytes.length - offset) => {
      if (offset < 0 || length < 0 || offset + length > bytes.length) {
        return { kind: 'truncated', offset: 0, message: 'the bytes asked for are not there' };
      }
      reader.open(bytes, offset, length);
      verifyMessage(reader, table, offset + length, 1);
      return reader.fault;
    },
  };
}

/** Verifies fields up to `limit`; `depth` is the nesting of this message, 1 outermost. */
function verifyMessage(reader: WireReader, table: MessageTable, limit: number, depth: number): boolean {
  if (depth > DEPTH_LIMIT) return reader.tooDeep();
  while (reader.position < limit) {
    const tag = reader.tag(limit);
    if (tag === 0) return false;
    const entry = table.find(tag >>> 3);
    const good =
      entry === undefined ? reader.skip(tag, limit, depth) : verifyValue(reader, entry, tag & 7, limit, depth);
    if (!good) return false;
  }
  return true;
}

/** Verifies the value of a field whose tag was just read. */
export function verifyValue(
  reader: WireReader,
  entry: FieldEntry,
  wireType: number,
  limit: number,
  depth: number,
): boolean {
  if (wireType !== entry.wireType && !(wireType === WIRE_BYTES && entry.packable))
    return wrongType(reader, entry, wireType);
  switch (wireType) {
    case WIRE_VARINT:
      return reader.varint(limit);
    case WIRE_FIXED64:
      return reader.fixed(limit, 8);
    case WIRE_FIXED32:
      return reader.fixed(limit, 4);
    case WIRE_GROUP:
      return verifyGroup(reader, entry, limit, depth + 1);
    default:
      return verifyBytes(reader, entry, limit, depth);
  }
}

/** Fails for a field that came with a wire type it cannot have. */
export function wrongType(reader: WireReader, entry: FieldEntry, wireType: number): false {
  if (wireType === WIRE_GROUP_END) return reader.strayEnd(entry.number);
  const wanted = entry.packable ? `${entry.wireType} or 2` : String(entry.wireType);
  const label = fieldLabel(entry.number, entry.name);
  return reader.fail('wire-type', reader.tagPosition, `${label} has wire type ${wireType}, not ${wanted}`);
}

/** Checks the string between the reader's position and `end`. */
export function verifyText(reader: WireReader, entry: FieldEntry, end: number): boolean {
  const bad = utf8Fault(reader.bytes, reader.position, end);
  return bad === -1 || reader.fail('utf8', bad, `${fieldLabel(entry.number, entry.name)} is not UTF-8`);
}

/** Fails for a packed length that is no multiple of the element. */
export function checkPacked(reader: WireReader, entry: FieldEntry, length: number, width: number): boolean {
  if (length % width === 0) return true;
  const label = fieldLabel(entry.number, entry.name);
  return reader.fail('length', reader.tagPosition, `${label}: ${length} packed bytes are no multiple of ${width}`);
}

function verifyBytes(reader: WireReader, entry: FieldEntry, limit: number, depth: number): boolean {
  const length = reader.length(limit, entry.number, entry.name);
  if (length < 0) return false;
  const end = reader.position + length;
  if (entry.child !== null) return verifyMessage(reader, entry.child, end, depth + 1);
  if (entry.packable) return verifyPacked(reader, entry, length, end);
  if (entry.utf8 && !verifyText(reader, entry, end)) return false;
  reader.position = end;
  return true;
}

function verifyPacked(reader: WireReader, entry: FieldEntry, length: number, end: number): boolean {
  if (entry.wireType === WIRE_VARINT) {
    while (reader.position < end) if (!reader.varint(end)) return false;
    return true;
  }
  if (!checkPacked(reader, entry, length, entry.wireType === WIRE_FIXED64 ? 8 : 4)) return false;
  reader.position = end;
  return true;
}

function verifyGroup(reader: WireReader, entry: FieldEntry, limit: number, depth: number): boolean {
  const at = reader.tagPosition;
  if (depth > DEPTH_LIMIT) return reader.tooDeep();
  while (reader.position < limit) {
    const tag = reader.tag(limit);
    if (tag === 0) return false;
    if ((tag & 7) === WIRE_GROUP_END) return reader.closes(tag, entry.number);
    const inner = entry.child?.find(tag >>> 3);
    const good =
      inner === undefined ? reader.skip(tag, limit, depth) : verifyValue(reader, inner, tag & 7, limit, depth);
    if (!good) return false;
  }
  return reader.openGroup(at, entry.number);
}
