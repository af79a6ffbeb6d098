import { isIPv4, isIPv6 } from 'node:net';
import { usage } from '../base/failure.ts';
import { bareUrl } from '../base/secrets.ts';
import { printable } from '../base/text.ts';

export type Security = 'tls' | 'plaintext';

interface TargetBase {
  /** Canonical text: `host:port`, `[v6]:port` or `unix:/path`, without a scheme. */
  readonly address: string;
  /** What the scheme asked for; null without one. */
  readonly security: Security | null;
  /** Whether it can only be this machine: 127/8, ::1, localhost, a unix socket. */
  readonly loopback: boolean;
}

export interface TcpTarget extends TargetBase {
  readonly kind: 'tcp';
  /** A name, or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
}

export interface UnixTarget extends TargetBase {
  readonly kind: 'unix';
  readonly path: string;
}

export type Target = TcpTarget | UnixTarget;

const FORMS =
  'a target is host:port, [ipv6]:port, dns:///name:port or unix:/path; grpc:// or http:// before host:port asks for plaintext, grpcs:// or https:// for TLS';
const SCHEMES: Readonly<Record<string, Security | null>> = {
  'grpc:': 'plaintext',
  'http:': 'plaintext',
  'grpcs:': 'tls',
  'https:': 'tls',
  'dns:': null,
};
/** Longest path of a unix socket on Linux, without the closing NUL. */
const UNIX_PATH_BYTES = 107;

/** Reads a target; throws a usage failure for anything that is none of the forms, and for impossible ports. */
export function parseTarget(text: string): Target {
  const trimmed = text.trim();
  if (trimmed === '') throw usage('the target is empty', FORMS);
  if (/^unix:/i.test(trimmed)) return parseUnix(trimmed);
  const scheme = /^([a-z][a-z0-9+.-]*:)\/\/(.*)$/is.exec(trimmed);
  if (!scheme) return tcp(trimmed, trimmed, null);
  const name = (scheme[1] as string).toLowerCase();
  const rest = scheme[2] as string;
  const security = SCHEMES[name];
  if (security === undefined) throw bad(trimmed, `it has the unknown scheme ${printable(name)}//`);
  if (name === 'dns:') {
    if (!rest.startsWith('/')) throw bad(trimmed, 'dns:// takes no name server: write dns:///name:port');
    return tcp(trimmed, rest.slice(1), null);
  }
  return tcp(trimmed, rest.endsWith('/') ? rest.slice(0, -1) : rest, security);
}

function parseUnix(text: string): UnixTarget {
  const path = /^unix:(?:\/\/)?(\/[^/].*)$/is.exec(text)?.[1];
  if (path === undefined) throw bad(text, 'a unix socket needs an absolute path');
  if (path.includes('\0')) throw bad(text, 'the path contains a NUL');
  if (Buffer.byteLength(path) > UNIX_PATH_BYTES) throw bad(text, `the path is longer than ${UNIX_PATH_BYTES} bytes`);
  return { kind: 'unix', path, address: `unix:${path}`, security: null, loopback: true };
}

function tcp(text: string, authority: string, security: Security | null): TcpTarget {
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::([^:]*))?$/s.exec(authority);
  if (!match) {
    throw bad(text, /^[0-9a-f:.]+$/i.test(authority) ? 'an IPv6 address goes in brackets' : 'it is not host:port');
  }
  const [, bracketed, plain, port] = match;
  if (bracketed !== undefined && !isIPv6(bracketed)) throw bad(text, 'what stands in brackets is no IPv6 address');
  const host = (bracketed ?? plain ?? '').toLowerCase();
  if (bracketed === undefined) checkName(text, host);
  const number = parsePort(text, port);
  const address = bracketed === undefined ? `${host}:${number}` : `[${host}]:${number}`;
  return { kind: 'tcp', host, port: number, address, security, loopback: isLoopback(host) };
}

function parsePort(text: string, port: string | undefined): number {
  if (port === undefined || port === '') throw bad(text, 'the port is missing');
  if (/^\d+[/?#]/.test(port)) throw bad(text, 'nothing may follow the port');
  if (!/^\d+$/.test(port)) throw bad(text, 'the port is not a number');
  const number = Number(port);
  if (number < 1 || number > 65535) throw bad(text, 'a port lies between 1 and 65535');
  return number;
}

function checkName(text: string, host: string): void {
  if (host === '') throw bad(text, 'the host is missing');
  if (/[/?#]/.test(host)) throw bad(text, 'the port is missing');
  if (host.includes('@')) throw bad(text, 'a user name has no place in it');
  const labels = host.replace(/\.$/, '').split('.');
  if (host.length > 253 || !labels.every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label))) {
    throw bad(text, 'the host is neither a name nor an IP address');
  }
  if (/^\d+$/.test(labels.at(-1) as string) && !isIPv4(host)) throw bad(text, 'the host is no IPv4 address');
}

function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith('127.');
  if (isIPv6(host)) return new URL(`http://[${host.replace(/%.*$/, '')}]`).hostname === '[::1]';
  return host === 'localhost' || host === 'localhost.';
}

function bad(text: string, why: string): Error {
  return usage(`the target "${printable(bareUrl(text), 120)}" cannot be used: ${why}`, FORMS);
}

export interface SecurityChoice {
  readonly security: Security;
  /** Who decided: a flag, the target's scheme, or the default. */
  readonly origin: string;
}

/**
 * TLS or plaintext: a flag, else the scheme, else plaintext on loopback and unix sockets and TLS everywhere else.
 * Throws a usage failure when flags contradict each other or the scheme.
 */
export function chooseSecurity(
  target: Target,
  flags: { readonly tls?: boolean; readonly plaintext?: boolean },
): SecurityChoice {
  if (flags.tls && flags.plaintext) throw usage('--tls and --plaintext contradict each other', 'give one of them');
  const flag = flags.tls ? 'tls' : flags.plaintext ? 'plaintext' : null;
  if (flag && target.security && flag !== target.security) {
    throw usage(
      `--${flag} contradicts the scheme of the target, which means ${target.security === 'tls' ? 'TLS' : 'plaintext'}`,
      `leave out one of them, e.g. ${target.address} --${flag}`,
    );
  }
  if (flag) return { security: flag, origin: `--${flag}` };
  if (target.security) return { security: target.security, origin: "the target's scheme" };
  if (target.kind === 'unix') return { security: 'plaintext', origin: 'default for a unix socket' };
  return target.loopback
    ? { security: 'plaintext', origin: 'default for loopback' }
    : { security: 'tls', origin: 'default' };
}

/** `:authority` of a target; a unix socket has none of its own, and an IPv6 zone means nothing to the peer. */
export function authorityOf(target: Target): string {
  return target.kind === 'unix' ? 'localhost' : target.address.replace(/%[^\]]*/, '');
}
