import type { Http2Stream } from 'node:http2';

/**
 * The HTTP/2 stream under a grpc-js server call, which grpc-js keeps to itself; null where it is not to be found.
 * The names are those of grpc-js 1.14 (`call.call.stream`); the tests of `reset@N` fail when they change.
 */
export function rawStream(call: object): Http2Stream | null {
  const inner: unknown = Reflect.get(call, 'call');
  const stream: unknown = typeof inner === 'object' && inner !== null ? Reflect.get(inner, 'stream') : undefined;
  return isHttp2Stream(stream) ? stream : null;
}

function isHttp2Stream(value: unknown): value is Http2Stream {
  return typeof value === 'object' && value !== null && 'rstCode' in value && 'session' in value && 'close' in value;
}
