export type Pairs = readonly (readonly [string, string])[];

export const HEADER_BYTES = 9;
export const FLAG = { endStream: 1, ack: 1, endHeaders: 4, padded: 8 } as const;
export const TYPE = {
  data: 0,
  headers: 1,
  priority: 2,
  rst: 3,
  settings: 4,
  push: 5,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

/** Largest payload of a frame unless the receiver allows more: RFC 9113, 6.5.2. */
const MAX_FRAME = 16_384;

/** One HTTP/2 frame. `length` may lie. */
export function frame(
  type: number,
  flags: number,
  stream: number,
  payload: Uint8Array = new Uint8Array(0),
  length: number = payload.length,
): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUIntBE(length, 0, 3);
  header[3] = type;
  header[4] = flags;
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
}

/** A payload of one 32-bit number. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A header block of literals, without Huffman coding or tables: RFC 7541, 6.2.2. */
export function headerBlock(pairs: Pairs): Buffer {
  return Buffer.concat(pairs.flatMap(([key, value]) => [Buffer.from([0]), hpackText(key), hpackText(value)]));
}

/** HEADERS, and as many CONTINUATIONs as pieces of at most `size` bytes ask for. */
export function headerFrames(block: Buffer, stream: number, end: boolean, size: number = MAX_FRAME): Buffer {
  const frames: Buffer[] = [];
  for (let at = 0; at === 0 || at < block.length; at += size) {
    const last = at + size >= block.length ? FLAG.endHeaders : 0;
    const piece = block.subarray(at, at + size);
    if (at === 0) frames.push(frame(TYPE.headers, last | (end ? FLAG.endStream : 0), stream, piece));
    else frames.push(frame(TYPE.continuation, last, stream, piece));
  }
  return Buffer.concat(frames);
}

/** A padded payload: RFC 9113, 6.1. */
export function padded(payload: Uint8Array, padding: number): Buffer {
  return Buffer.concat([Buffer.from([padding]), payload, Buffer.alloc(padding)]);
}

function hpackText(value: string): Buffer {
  const bytes = Buffer.from(value, 'latin1');
  return Buffer.concat([hpackLength(bytes.length), bytes]);
}

function hpackLength(length: number): Buffer {
  if (length < 127) return Buffer.from([length]);
  const bytes = [127];
  let rest = length - 127;
  for (; rest >= 128; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}

/** A length-prefixed message. `flag` and `length` may lie. */
export function grpcMessage(payload: Uint8Array | string, flag = 0, length?: number): Buffer {
  const bytes = Buffer.from(payload);
  const prefix = Buffer.alloc(5);
  prefix[0] = flag;
  prefix.writeUInt32BE(length ?? bytes.length, 1);
  return Buffer.concat([prefix, bytes]);
}

export const GRPC_HEADERS: Pairs = [
  [':status', '200'],
  ['content-type', 'application/grpc'],
];
