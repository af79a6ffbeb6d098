import { gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import type { Http2Peer, Request } from './http2-peer.ts';
import { answer, http2Peer } from './http2-peer.ts';
import { decode, encode, payload, sizeOf, TEST_SERVICE } from './interop-messages.ts';
import { grpcMessage } from './wire-raw-peer.ts';

/** A message, and whether it came or goes compressed. */
interface Framed {
  readonly compressed: boolean;
  readonly bytes: Buffer;
}

/**
 * The compressed cases of grpc.testing.TestService on node:http2, where flags and encodings can be seen and set:
 * grpc-js hides the ones and cannot do the others.
 */
export function startCompressor(): Promise<Http2Peer> {
  return http2Peer((request) => void serve(request));
}

async function serve({ stream, headers, body }: Request): Promise<void> {
  const encoding = headers['grpc-encoding'];
  if (encoding !== undefined && !/^(?:identity|gzip|deflate)$/.test(String(encoding))) {
    answer(stream, [], { 'grpc-status': '12', 'grpc-message': 'unknown grpc-encoding' });
    return;
  }
  const messages = unframe(await body, String(encoding));
  try {
    const replies = METHODS[String(headers[':path'])]?.(messages);
    if (!replies) throw new Refusal(12, 'no such method');
    const accepts = String(headers['grpc-accept-encoding']).split(',').includes('gzip');
    const frames = replies.map(({ compressed, bytes }) =>
      compressed && accepts ? grpcMessage(gzipSync(bytes), 1) : grpcMessage(bytes),
    );
    answer(stream, frames, { 'grpc-status': '0' }, { 'grpc-encoding': 'gzip' });
  } catch (thrown) {
    const { code, message } = thrown instanceof Refusal ? thrown : new Refusal(13, String(thrown));
    answer(stream, [], { 'grpc-status': String(code), 'grpc-message': encodeURIComponent(message) });
  }
}

const METHODS: Readonly<Record<string, (messages: readonly Framed[]) => readonly Framed[]>> = {
  [`/${TEST_SERVICE}/UnaryCall`]: ([first]) => {
    const { compressed, bytes } = first as Framed;
    const { expectCompressed, responseCompressed, responseSize = 0 } = decode('SimpleRequest', bytes);
    check(compressed, expectCompressed);
    return [framed('SimpleResponse', responseSize, responseCompressed)];
  },
  [`/${TEST_SERVICE}/StreamingInputCall`]: (messages) => {
    let aggregatedPayloadSize = 0;
    for (const { compressed, bytes } of messages) {
      const { payload, expectCompressed } = decode('StreamingInputCallRequest', bytes);
      check(compressed, expectCompressed);
      aggregatedPayloadSize += sizeOf(payload);
    }
    return [{ compressed: false, bytes: Buffer.from(encode('StreamingInputCallResponse', { aggregatedPayloadSize })) }];
  },
  [`/${TEST_SERVICE}/StreamingOutputCall`]: ([first]) => {
    const { responseParameters = [] } = decode('StreamingOutputCallRequest', (first as Framed).bytes);
    return responseParameters.map(({ size = 0, compressed }) =>
      framed('StreamingOutputCallResponse', size, compressed),
    );
  },
};

class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

function framed(
  name: 'SimpleResponse' | 'StreamingOutputCallResponse',
  size: number,
  wanted: { readonly value?: boolean } | undefined,
): Framed {
  return { compressed: wanted?.value ?? false, bytes: Buffer.from(encode(name, { payload: payload(size) })) };
}

function check(compressed: boolean, expected: { readonly value?: boolean } | undefined): void {
  if (expected === undefined || (expected.value ?? false) === compressed) return;
  throw new Refusal(3, compressed ? 'the message came compressed' : 'the message did not come compressed');
}

function unframe(body: Buffer, encoding: string): Framed[] {
  const messages: Framed[] = [];
  for (let at = 0; at < body.length;) {
    const end = at + 5 + body.readUInt32BE(at + 1);
    const bytes = body.subarray(at + 5, end);
    const compressed = body[at] === 1;
    messages.push({ compressed, bytes: compressed ? (encoding === 'gzip' ? gunzipSync : inflateSync)(bytes) : bytes });
    at = end;
  }
  return messages;
}
