import { InvalidArgumentError } from '../errors.ts';

/** A `datastream.StreamRequest`. */
export interface StreamRequest {
  readonly jobId: string;
  /** 0 = no limit. */
  readonly maxFrames: number;
  readonly streamId: number;
}

/** Decodes a request, skipping unknown fields; throws InvalidArgumentError for what is no protobuf. */
export function decodeStreamRequest(bytes: Uint8Array): StreamRequest {
  const reader = new Reader(bytes);
  let jobId = '';
  let maxFrames = 0;
  let streamId = 0;
  while (!reader.done) {
    const tag = Number(reader.varint());
    if (tag === 0x0a) jobId = reader.text();
    else if (tag === 0x10) maxFrames = reader.int32();
    else if (tag === 0x18) streamId = reader.int32();
    else reader.skip(tag);
  }
  return { jobId, maxFrames, streamId };
}

/** The stream a `pandadatastream.StreamDataRequest` asks for; throws as decodeStreamRequest. */
export function decodeStreamDataRequest(bytes: Uint8Array): number {
  const reader = new Reader(bytes);
  let streamId = 0;
  while (!reader.done) {
    const tag = Number(reader.varint());
    if (tag === 0x08) streamId = reader.int32();
    else reader.skip(tag);
  }
  return streamId;
}

/** A `datastream.HealthResponse`. */
export function encodeHealthResponse(response: { healthy: boolean; version: string; status: string }): Buffer {
  const healthy = response.healthy ? Buffer.from([0x08, 0x01]) : Buffer.alloc(0);
  return Buffer.concat([healthy, text(0x12, response.version), text(0x1a, response.status)]);
}

function text(tag: number, value: string): Buffer {
  const bytes = Buffer.from(value).subarray(0, 127);
  return bytes.length === 0 ? bytes : Buffer.concat([Buffer.from([tag, bytes.length]), bytes]);
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.take(1)[0]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 128) return value;
    }
    throw malformed();
  }

  int32(): number {
    return Number(BigInt.asIntN(32, this.varint()));
  }

  text(): string {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(this.take(Number(this.varint())));
    } catch {
      throw malformed();
    }
  }

  skip(tag: number): void {
    const wireType = tag & 7;
    if (tag < 8) throw malformed();
    if (wireType === 0) this.varint();
    else if (wireType === 1) this.take(8);
    else if (wireType === 2) this.take(Number(this.varint()));
    else if (wireType === 5) this.take(4);
    else throw malformed();
  }

  take(count: number): Uint8Array {
    if (count > this.#bytes.length - this.#at) throw malformed();
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }
}

function malformed(): InvalidArgumentError {
  return new InvalidArgumentError('the request is not a valid message');
}
