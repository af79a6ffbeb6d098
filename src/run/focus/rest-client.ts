import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders, RequestOptions } from 'node:http';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { toHeaders } from '../../wire/metadata.ts';
import type { TlsOptions } from '../../wire/tls.ts';
import { secureContext } from '../../wire/tls.ts';
import type { Metadata } from '../../wire/types.ts';
import { resourcePath } from './focus-url.ts';
import { RestError, restError, timedOut, tooLarge } from './rest-error.ts';

/** How a REST server is reached. `--servername` is the gRPC target's and does not hold here. */
export interface RestOptions {
  readonly url: URL;
  /** What `-H` says. */
  readonly headers: Metadata;
  readonly tls: Omit<TlsOptions, 'servername'>;
  /** For one request, from the first packet to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface RestReply {
  readonly status: number;
  /** `location`, for redirects: they are never followed. */
  readonly location: string | null;
  readonly body: string;
}

export interface RestRequest {
  readonly method: 'GET' | 'POST';
  readonly path: readonly string[];
  /** Sent as JSON. */
  readonly json?: unknown;
  /** In place of the client's own limit. */
  readonly timeoutMs?: number;
}

export type RestClient = (request: RestRequest) => Promise<RestReply>;

/** Longest answer read. */
const BODY_LIMIT = 8 * 1024 ** 2;

/**
 * A client that sends one request a connection and leaves none open. Throws Failure `usage` or `config` for
 * certificates that cannot be used; requests reject with a RestError, or with the signal's reason.
 */
export function createRestClient(options: RestOptions): RestClient {
  const { ca, cert, key, skipVerify } = options.tls;
  const isTls = options.url.protocol === 'https:';
  if (isTls) secureContext(options.tls);
  const secure = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: skipVerify !== true,
  } as const;
  return (request) => {
    const body = request.json === undefined ? null : Buffer.from(JSON.stringify(request.json));
    const settings: RequestOptions = {
      ...urlToHttpOptions(options.url),
      method: request.method,
      path: resourcePath(options.url, ...request.path),
      agent: false,
      headers: headersOf(options.headers, body),
    };
    const open = (): ClientRequest => (isTls ? tlsRequest({ ...settings, ...secure }) : plainRequest(settings));
    return exchange(open, body, request.timeoutMs ?? options.timeoutMs, options);
  };
}

function headersOf(metadata: Metadata, body: Buffer | null): OutgoingHttpHeaders {
  return {
    accept: 'application/json',
    'user-agent': 'grpc-validate',
    ...toHeaders(metadata),
    ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': body.length }),
  };
}

function exchange(
  open: () => ClientRequest,
  body: Buffer | null,
  limitMs: number,
  { url, tls, signal }: RestOptions,
): Promise<RestReply> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const request = open();
    const timer = setTimeout(() => fail(timedOut(limitMs)), limitMs);
    const abort = (): void => fail(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    request.on('error', fail);
    request.on('response', (response) => {
      read(response).then(finish, fail);
    });
    request.end(body ?? undefined);

    function finish(reply: RestReply): void {
      settle();
      resolve(reply);
    }
    function fail(thrown: unknown): void {
      settle();
      request.destroy();
      const known = thrown instanceof RestError || thrown === signal.reason;
      reject(known ? (thrown as Error) : restError(thrown, url, tls.cert !== undefined));
    }
    function settle(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  });
}

async function read(response: IncomingMessage): Promise<RestReply> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_LIMIT) throw tooLarge(BODY_LIMIT);
    chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 0,
    location: response.headers.location ?? null,
    body: Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  };
}
