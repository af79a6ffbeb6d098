import type { DialCause } from '../../base/failure.ts';
import { formatMs, formatSize } from '../../base/units.ts';
import { hintFor, tcpCause } from '../../wire/dial-causes.ts';
import { parseTarget } from '../../wire/target.ts';
import { tlsCause } from '../../wire/tls-causes.ts';

/** Why there was no whole answer. `lost`: the connection ended before it; `not-http`: it was no HTTP/1.1. */
export type RestCause = DialCause | 'lost' | 'timeout' | 'not-http' | 'too-large';

/** No whole answer came. */
export class RestError extends Error {
  readonly why: RestCause;
  readonly hint: string | null;

  constructor(why: RestCause, message: string, hint: string | null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'RestError';
    this.why = why;
    this.hint = hint;
  }

  /** Whether the server may only be starting. */
  get starting(): boolean {
    return this.why === 'tcp-refused' || this.why === 'lost';
  }

  /** Whether something answered, but no Focus Server. */
  get nonsense(): boolean {
    return this.why === 'not-http' || this.why === 'too-large';
  }
}

/** What a socket, TLS or the HTTP parser threw, in words. */
export function restError(thrown: unknown, url: URL, hasCertificate: boolean): RestError {
  const error = thrown as NodeJS.ErrnoException;
  const code = error.code ?? '';
  if (code.startsWith('HPE_')) {
    return new RestError('not-http', 'it does not answer in HTTP/1.1', 'is this the port of the REST API?', thrown);
  }
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return new RestError('lost', 'the connection ended without an answer', null, thrown);
  }
  // Errors of the system are spelt without an underscore, those of TLS with one; EPROTO is OpenSSL's by another way.
  if (/^E[A-Z]+$/.test(code) && code !== 'EPROTO') {
    const cause = tcpCause(code);
    return new RestError(cause, describe(cause, code, url), hint(cause, url), thrown);
  }
  if (url.protocol !== 'https:') return new RestError('unreachable', `the request failed (${code})`, null, thrown);
  const named = code === 'EPROTO' ? openSslError(error) : error;
  const [cause, message] = tlsCause(named, { serverHello: true, clientCert: hasCertificate });
  return new RestError(cause, message, hint(cause, url), thrown);
}

/** A failed write hides OpenSSL's reason in its text: `...:SSL routines:name:wrong version number:...`. */
function openSslError({ message }: Error): NodeJS.ErrnoException {
  const reason = /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] ?? '';
  return Object.assign(new Error(message), { code: `ERR_SSL_${reason.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}` });
}

export function timedOut(limitMs: number): RestError {
  return new RestError(
    'timeout',
    `no answer within ${formatMs(limitMs)}`,
    'raise --connect-timeout if it is only slow',
  );
}

export function tooLarge(limit: number): RestError {
  return new RestError('too-large', `it answers with more than ${formatSize(limit)}`, null);
}

function describe(cause: DialCause, code: string, url: URL): string {
  if (cause === 'tcp-refused') return 'the connection was refused';
  if (cause === 'dns') return `the name ${url.hostname} cannot be resolved (${code})`;
  return `it cannot be reached (${code})`;
}

/** The hints of a dial, but for those that name a gRPC command. */
function hint(cause: DialCause, url: URL): string | null {
  if (cause === 'peer-is-plaintext' || cause === 'tls-handshake') return 'if it speaks without TLS, write http://';
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : url.port;
  return cause.startsWith('peer-') ? null : hintFor(cause, parseTarget(`${url.hostname}:${port}`));
}
