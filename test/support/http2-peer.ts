import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerHttp2Stream, Settings } from 'node:http2';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';

/** One request as a server on node:http2 sees it. */
export interface Request {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
  /** All that came, once the client has half-closed. */
  readonly body: Promise<Buffer>;
}

export interface Http2Peer {
  readonly port: number;
  close(): Promise<void>;
}

/** A plaintext HTTP/2 server in which nothing of gRPC is done for `serve`. */
export async function http2Peer(serve: (request: Request) => void, settings: Settings = {}): Promise<Http2Peer> {
  const server = createServer({ settings });
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => undefined);
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    const chunks: Buffer[] = [];
    const body = new Promise<Buffer>((resolve) => stream.on('end', () => resolve(Buffer.concat(chunks))));
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    serve({ stream, headers, body });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const session of sessions) session.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A gRPC answer: headers, framed messages, trailers. */
export function answer(
  stream: ServerHttp2Stream,
  messages: readonly Buffer[],
  trailers: OutgoingHttpHeaders = { 'grpc-status': '0' },
  headers: OutgoingHttpHeaders = {},
): void {
  if (stream.destroyed || stream.closed) return;
  stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...headers }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  stream.end(Buffer.concat(messages));
}
