import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Http2Server } from 'node:http2';
import { createServer as createHttp2 } from 'node:http2';
import type { AddressInfo } from 'node:net';

export interface EchoPeer {
  /** `127.0.0.1:port`. */
  readonly address: string;
  /** All header values it was sent. */
  readonly heard: readonly string[];
  close(): Promise<void>;
}

/** Answers every gRPC call with PERMISSION_DENIED and with everything it was sent, wherever a status has room for it. */
export async function grpcEcho(): Promise<EchoPeer> {
  const server = createHttp2();
  const heard: string[] = [];
  server.on('stream', (stream, headers) => {
    const told = wordsOf(headers);
    heard.push(told);
    const bytes = Buffer.from(told, 'latin1');
    // Space, percent sign and everything but printable ASCII are escaped in a grpc-message.
    const message = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'x-echo': told }, { waitForTrailers: true });
    stream.on('wantTrailers', () => {
      stream.sendTrailers({
        'grpc-status': '7',
        'grpc-message': message,
        'grpc-status-details-bin': Buffer.concat([Buffer.from([8, 7, 18, 9]), bytes]).toString('base64'),
        'x-echo': told,
      });
    });
    stream.on('error', () => {});
    stream.end();
  });
  return { ...(await listening(server)), heard };
}

/** How a REST server repeats what it was sent: an error, a redirect, or something that is no JSON. */
export type RestEcho = 'error' | 'redirect' | 'nonsense';

/** Answers every REST call with everything it was sent. */
export async function restEcho(how: RestEcho): Promise<EchoPeer> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const told = wordsOf(request.headers);
    heard.push(told);
    ANSWERS[how](response, told);
  });
  return { ...(await listening(server)), heard };
}

const ANSWERS: Readonly<Record<RestEcho, (response: ServerResponse, told: string) => void>> = {
  error: (response, told) => response.writeHead(403).end(JSON.stringify({ detail: `denied: ${told}` })),
  redirect: (response, told) =>
    response
      .writeHead(302, { location: `http://login/${encodeURIComponent(told)}?was=${encodeURIComponent(told)}` })
      .end(),
  nonsense: (response, told) => response.writeHead(200).end(told),
};

function wordsOf(headers: IncomingHttpHeaders): string {
  return Object.entries(headers)
    .filter(([key]) => !key.startsWith(':'))
    .flatMap(([key, value]) => [value ?? []].flat().map((each) => `${key}=${each}`))
    .join(', ');
}

async function listening(server: Server | Http2Server): Promise<Omit<EchoPeer, 'heard'>> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
