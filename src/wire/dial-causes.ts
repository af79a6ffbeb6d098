import type { DialCause } from '../base/failure.ts';
import { Failure } from '../base/failure.ts';
import type { ConnectAttempt, Phases, TlsInfo } from '../base/result.ts';
import type { Security, Target } from './target.ts';

/** How far an attempt had come when it failed. */
export type FailedWhere = Pick<ConnectAttempt, 'failed' | 'tls'>;

/** One attempt to connect that failed. */
export class DialFailure extends Failure {
  override readonly code: DialCause;
  readonly phases: Phases;
  readonly about: FailedWhere;

  constructor(
    cause: DialCause,
    message: string,
    hint: string,
    phases: Phases,
    thrown?: unknown,
    about: FailedWhere = {},
  ) {
    super(cause, message, { hint, ...(thrown === undefined ? {} : { cause: thrown }) });
    this.name = 'DialFailure';
    this.code = cause;
    this.phases = phases;
    this.about = about;
  }
}

/** All attempts failed; code and hint are the last one's. */
export class ConnectFailure extends Failure {
  readonly attempts: readonly ConnectAttempt[];

  constructor(last: DialFailure, attempts: readonly ConnectAttempt[]) {
    const tries = attempts.length === 1 ? '' : ` (${attempts.length} attempts)`;
    super(last.code, `${last.message}${tries}`, { ...(last.hint === null ? {} : { hint: last.hint }), cause: last });
    this.name = 'ConnectFailure';
    this.attempts = attempts;
  }
}

/** What a phase throws; the dialler adds the phases and the hint. */
export class PhaseError extends Error {
  readonly why: DialCause;
  readonly hint: string | null;
  /** Of a TLS handshake in which the peer had shown its certificate. */
  readonly tls: TlsInfo | null;

  constructor(
    why: DialCause,
    message: string,
    options: { readonly hint?: string; readonly cause?: unknown; readonly tls?: TlsInfo } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'PhaseError';
    this.why = why;
    this.hint = options.hint ?? null;
    this.tls = options.tls ?? null;
  }
}

const RETRIED: ReadonlySet<DialCause> = new Set(['dns', 'tcp-refused', 'tcp-reset', 'tcp-timeout', 'settings-timeout']);

/** Whether another attempt may fare better; certificates and protocols do not mend by themselves. */
export function isRetried(cause: DialCause): boolean {
  return RETRIED.has(cause);
}

const TCP_CAUSES: Readonly<Record<string, DialCause>> = {
  ECONNREFUSED: 'tcp-refused',
  ETIMEDOUT: 'tcp-timeout',
  ECONNRESET: 'tcp-reset',
  ECONNABORTED: 'tcp-reset',
  EPIPE: 'tcp-reset',
  ENOENT: 'unix-missing',
  ENOTDIR: 'unix-missing',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
};

/** The cause of a socket error by its code; what is in no list did not reach the peer. */
export function tcpCause(code: string | undefined): DialCause {
  return TCP_CAUSES[code ?? ''] ?? 'unreachable';
}

/** By cause; `{address}` stands for the target, `{switch}` for how to change between TLS and plaintext. */
const HINTS: Readonly<Record<DialCause, string>> = {
  dns: 'check the spelling of the host name, and that this machine can resolve it',
  'tcp-refused': 'nothing listens there: check that the server runs, and its port',
  'tcp-timeout': 'a firewall may drop the packets, or the host is down; raise --connect-timeout if it is only slow',
  'tcp-reset': 'the server, or a proxy before it, closed the connection at once: look at its log',
  unreachable: 'check the network route, the address family (IPv4, IPv6) and permissions',
  'unix-missing': 'check the path of the socket, and that the server has created it',
  'tls-untrusted':
    'give the authority that signed the certificate with --ca FILE, or --skip-verify for a look without trust',
  'tls-expired': 'renew the certificate of the server, and check the clocks of both machines',
  'tls-hostname': 'give the name in the certificate with --servername NAME, or connect by that name',
  'tls-client-cert-required': 'give a certificate the server trusts with --cert FILE --key FILE',
  'tls-version': 'the server must offer TLS 1.2 or newer',
  'tls-no-alpn': 'gRPC over TLS needs a server, or proxy, that offers "h2" by ALPN: enable HTTP/2 on this port',
  'tls-handshake': 'see what the server answers: openssl s_client -alpn h2 -connect {address}',
  'peer-is-plaintext': 'the server speaks without TLS: {switch}',
  'peer-is-tls': 'the server wants TLS: {switch}',
  'peer-is-http1':
    'this is no gRPC port: gRPC needs HTTP/2; check the port, or enable HTTP/2 on the server or the proxy',
  'settings-timeout':
    'something accepts connections there but does not speak HTTP/2 in time: check the port, raise --connect-timeout',
};

/** A socket in the file system has neither a port nor a network. */
const UNIX_HINTS: Partial<Readonly<Record<DialCause, string>>> = {
  'tcp-refused': 'nothing listens on the socket: check that the server runs; the file may be left from an earlier run',
  unreachable: 'check the permissions of the socket and of the folders above it',
};

/** The next thing to try, a sentence or a command. */
export function hintFor(cause: DialCause, target: Target): string {
  if (target.kind === 'unix' && UNIX_HINTS[cause] !== undefined) return UNIX_HINTS[cause];
  return HINTS[cause]
    .replace('{address}', () => target.address)
    .replace('{switch}', () => switchTo(cause === 'peer-is-tls' ? 'tls' : 'plaintext', target));
}

/** Words that hold for every command, flag and scheme; a flag cannot overrule the target's own scheme. */
function switchTo(security: Security, target: Target): string {
  const flag = `say --${security}`;
  if (target.kind === 'unix') return flag;
  const write = `write the target as ${security === 'tls' ? 'grpcs' : 'grpc'}://${target.address}`;
  return target.security === null ? `${flag}, or ${write}` : write;
}
