/** Bytes of a whole number as a varint; negative ones take ten. */
export function varintSize(value: number): number {
  if (value < 0) return 10;
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** Writes a whole number and returns the place after it. */
export function writeVarint(out: Buffer, at: number, value: number): number {
  if (value < 0) return writeNegative(out, at, value);
  let rest = value;
  while (rest >= 128) {
    out[at] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
    at += 1;
  }
  out[at] = rest;
  return at + 1;
}

function writeNegative(out: Buffer, at: number, value: number): number {
  let rest = BigInt.asUintN(64, BigInt(value));
  for (let i = 0; i < 9; i += 1) {
    out[at + i] = Number(rest & 0x7fn) | 0x80;
    rest >>= 7n;
  }
  out[at + 9] = Number(rest);
  return at + 10;
}

/** A one-byte tag and a double. */
export function writeDouble(out: Buffer, at: number, tag: number, value: number): number {
  out[at] = tag;
  return out.writeDoubleLE(value, at + 1);
}

/** A one-byte tag and a float. */
export function writeFixed32(out: Buffer, at: number, tag: number, value: number): number {
  out[at] = tag;
  return out.writeFloatLE(value, at + 1);
}
