import type { WireFault } from '../base/frame.ts';

export const WIRE_VARINT = 0;
export const WIRE_FIXED64 = 1;
export const WIRE_BYTES = 2;
export const WIRE_GROUP = 3;
export const WIRE_GROUP_END = 4;
export const WIRE_FIXED32 = 5;

/** Nesting of messages and groups, the outermost message included. */
export const DEPTH_LIMIT = 100;

/**
 * Reads protobuf's wire format where it lies. Nothing is allocated until something is wrong: then `fault` says what,
 * and the method returns `false`, -1 or (a tag) 0. `limit` is the end of the message being read; nothing is read
 * at or beyond it.
 */
export class WireReader {
  bytes: Uint8Array = new Uint8Array(0);
  /** Place of the next byte in `bytes`. */
  position = 0;
  /** Where the last tag began. */
  tagPosition = 0;
  /** The last varint, 64 bits in two signed halves. */
  low = 0;
  high = 0;
  fault: WireFault | null = null;
  #start = 0;
  #end = 0;

  /** Begins a message of `length` bytes at `offset`. */
  open(bytes: Uint8Array, offset: number, length: number): void {
    this.bytes = bytes;
    this.position = offset;
    this.tagPosition = offset;
    this.fault = null;
    this.#start = offset;
    this.#end = offset + length;
  }

  /** Reads a tag; 0 when there is none that is legal. Field number is `tag >>> 3`, wire type `tag & 7`. */
  tag(limit: number): number {
    const at = this.position;
    this.tagPosition = at;
    if (!this.varint(limit)) return 0;
    if (this.high !== 0 || this.position - at > 5) {
      this.fail('field-number', at, 'a field number above 536870911');
      return 0;
    }
    const tag = this.low >>> 0;
    if (tag >>> 3 === 0) {
      this.fail('field-number', at, 'field number 0');
      return 0;
    }
    return tag;
  }

  /** Reads a varint into `low` and `high`. */
  varint(limit: number): boolean {
    const at = this.position;
    if (at < limit) {
      const byte = this.bytes[at]!;
      if (byte < 0x80) {
        this.low = byte;
        this.high = 0;
        this.position = at + 1;
        return true;
      }
    }
    return this.#longVarint(limit);
  }

  #longVarint(limit: number): boolean {
    const { bytes, position: at } = this;
    let low = 0;
    let high = 0;
    for (let i = 0; i < 10; i += 1) {
      if (at + i >= limit) return this.#overrun(at, limit, 'a varint runs');
      const byte = bytes[at + i]!;
      const bits = byte & 0x7f;
      if (i < 4) low |= bits << (7 * i);
      else if (i === 4) {
        low |= bits << 28;
        high = bits >> 4;
      } else high |= bits << (7 * i - 32);
      if (byte < 0x80) {
        this.low = low;
        this.high = high;
        this.position = at + i + 1;
        return true;
      }
    }
    return this.fail('varint', at, 'a varint over 10 bytes');
  }

  /** Reads a length and checks that so many bytes follow within `limit`; -1 when not. */
  length(limit: number, number: number, name?: string): number {
    const at = this.position;
    if (!this.varint(limit)) return -1;
    const room = limit - this.position;
    const low = this.low >>> 0;
    if (this.high === 0 && low <= room) return low;
    const excess = (this.high >>> 0) * 0x1_0000_0000 + low - room;
    this.#overrun(at, limit, `${fieldLabel(number, name)} runs ${excess} ${excess === 1 ? 'byte' : 'bytes'}`);
    return -1;
  }

  /** Steps over `width` bytes. */
  fixed(limit: number, width: number): boolean {
    if (this.position + width > limit) return this.#overrun(this.position, limit, `a ${width}-byte value runs`);
    this.position += width;
    return true;
  }

  /** Steps over the value of a field nobody knows; `depth` is the nesting of the message it is in. */
  skip(tag: number, limit: number, depth: number): boolean {
    const number = tag >>> 3;
    switch (tag & 7) {
      case WIRE_VARINT:
        return this.varint(limit);
      case WIRE_FIXED64:
        return this.fixed(limit, 8);
      case WIRE_FIXED32:
        return this.fixed(limit, 4);
      case WIRE_BYTES: {
        const length = this.length(limit, number);
        if (length < 0) return false;
        this.position += length;
        return true;
      }
      case WIRE_GROUP:
        return this.#skipGroup(number, limit, depth + 1);
      case WIRE_GROUP_END:
        return this.strayEnd(number);
      default:
        return this.fail('wire-type', this.tagPosition, `field ${number}: wire type ${tag & 7} does not exist`);
    }
  }

  #skipGroup(number: number, limit: number, depth: number): boolean {
    const at = this.tagPosition;
    if (depth > DEPTH_LIMIT) return this.tooDeep();
    while (this.position < limit) {
      const tag = this.tag(limit);
      if (tag === 0) return false;
      if ((tag & 7) === WIRE_GROUP_END) return this.closes(tag, number);
      if (!this.skip(tag, limit, depth)) return false;
    }
    return this.openGroup(at, number);
  }

  /** Whether an end-group tag closes the group `number`. */
  closes(tag: number, number: number): boolean {
    if (tag >>> 3 === number) return true;
    return this.fail('group', this.tagPosition, `group ${number} is closed as ${tag >>> 3}`);
  }

  /** Fails for a group that begins at `at` and has no end. */
  openGroup(at: number, number: number): false {
    return this.fail('group', at, `group ${number} does not end`);
  }

  strayEnd(number: number): false {
    return this.fail('group', this.tagPosition, `the end of group ${number}, which did not begin`);
  }

  tooDeep(): false {
    return this.fail('group', this.tagPosition, `nested deeper than ${DEPTH_LIMIT} levels`);
  }

  /** Records the first fault; `at` is a place in `bytes`. */
  fail(kind: string, at: number, message: string): false {
    this.fault ??= { kind, offset: at - this.#start, message };
    return false;
  }

  #overrun(at: number, limit: number, what: string): false {
    const nested = limit < this.#end;
    return this.fail(
      nested ? 'length' : 'truncated',
      at,
      nested ? `${what} past its parent` : `${what} past the end of the message`,
    );
  }
}

/** `field 2 (sensors)`. */
export function fieldLabel(number: number, name?: string): string {
  return name === undefined ? `field ${number}` : `field ${number} (${name})`;
}
