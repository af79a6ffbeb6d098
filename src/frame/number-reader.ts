import { ScalarType } from '../schema/descriptors.ts';
import type { FieldEntry } from '../schema/message-table.ts';
import type { WireReader } from '../schema/wire-reader.ts';

const TWO_32 = 0x1_0000_0000;

/** The number a varint just read stands for; 64-bit ones are rounded to double precision. */
export function varintNumber(reader: WireReader, entry: FieldEntry): number {
  const { low, high } = reader;
  switch (entry.scalar) {
    case ScalarType.UINT32:
      return low >>> 0;
    case ScalarType.SINT32:
      return (low >>> 1) ^ -(low & 1);
    case ScalarType.INT64:
      return high * TWO_32 + (low >>> 0);
    case ScalarType.UINT64:
      return (high >>> 0) * TWO_32 + (low >>> 0);
    case ScalarType.SINT64: {
      const sign = -(low & 1);
      const half = ((low >>> 1) | (high << 31)) ^ sign;
      return ((high >>> 1) ^ sign) * TWO_32 + (half >>> 0);
    }
    default:
      return low | 0;
  }
}

/** The number a fixed-width field holds at byte `at` of `view`. */
export function fixedNumber(view: DataView, at: number, entry: FieldEntry): number {
  switch (entry.scalar) {
    case ScalarType.DOUBLE:
      return view.getFloat64(at, true);
    case ScalarType.FLOAT:
      return view.getFloat32(at, true);
    case ScalarType.FIXED32:
      return view.getUint32(at, true);
    case ScalarType.SFIXED32:
      return view.getInt32(at, true);
    case ScalarType.FIXED64:
      return view.getUint32(at + 4, true) * TWO_32 + view.getUint32(at, true);
    default:
      return view.getInt32(at + 4, true) * TWO_32 + view.getUint32(at, true);
  }
}

/** Whether an integer field has 64 bits. */
export function isWide(entry: FieldEntry): boolean {
  switch (entry.scalar) {
    case ScalarType.INT64:
    case ScalarType.UINT64:
    case ScalarType.SINT64:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return true;
    default:
      return false;
  }
}
