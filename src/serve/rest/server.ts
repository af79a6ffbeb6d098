import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { listenFailure } from '../listen-failure.ts';
import type { ServerTls } from '../tls.ts';
import type { RestAnswer, RestFacade } from './facade.ts';
import type { RestManners } from './options.ts';

export interface RestServerOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: ServerTls | undefined;
  readonly manners: RestManners;
}

export interface RunningRestServer {
  /** `host:port`. */
  readonly address: string;
  close(): Promise<void>;
}

const MOST_BYTES = 1024 * 1024;
const HTML = '<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>\n';

/** Serves the facade over HTTP, or HTTPS; rejects with a `config` Failure when it cannot listen. */
export async function startRestServer(facade: RestFacade, options: RestServerOptions): Promise<RunningRestServer> {
  const { host, port, manners } = options;
  const server = create(options.tls, (request, response) => void serve(facade, manners, request, response));
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const shown = bare.includes(':') ? `[${bare}]` : bare;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(listenFailure(`${shown}:${port}`, cause.message, '--rest-port', cause)));
    server.listen(port, bare, resolve);
  });
  const bound = server.address();
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
  let closed: Promise<void> | null = null;
  return { address: `${shown}:${boundPort}`, close: () => (closed ??= shutDown(server)) };
}

function create(
  tls: ServerTls | undefined,
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  if (tls === undefined) return createServer(listener);
  const { cert, key, clientCa } = tls;
  const mutual = clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true };
  return createTlsServer({ cert, key, minVersion: 'TLSv1.2', ...mutual }, listener);
}

async function serve(
  facade: RestFacade,
  { faults }: RestManners,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (faults.has('silent') || response.destroyed) return;
  if (faults.has('nonsense')) {
    response.writeHead(200, { 'content-type': 'text/html' }).end(HTML);
    return;
  }
  const { status, body: said } = faults.has('error-500') ? internalError() : answer(facade, request, body);
  const json = said === undefined ? '' : JSON.stringify(said);
  const sent = faults.has('truncated') ? json.slice(0, Math.ceil(json.length / 2)) : json;
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) });
  response.end(sent);
}

function answer(facade: RestFacade, request: IncomingMessage, body: string | null): RestAnswer {
  const { method = 'GET', url = '/', socket } = request;
  if (body === null) return { status: 413, body: { detail: `a body has at most ${MOST_BYTES} bytes` } };
  try {
    return facade.answer({ method, path: url.replace(/\?.*$/s, ''), body, localAddress: socket.localAddress });
  } catch {
    return internalError();
  }
}

function internalError(): RestAnswer {
  return { status: 500, body: { detail: 'internal server error' } };
}

/** Null for one that is too large; what is left of it is read and dropped. */
function readBody(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_BYTES) chunks.push(chunk);
    });
    request.on('end', () => resolve(size <= MOST_BYTES ? Buffer.concat(chunks).toString('utf8') : null));
    request.on('error', () => resolve(null));
  });
}

function shutDown(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
