import { isIPv6 } from 'node:net';

/** Where a job's streams are served, as `stream_url` says it. */
export interface StreamUrl {
  /** A name or an address, IPv6 without brackets. */
  readonly host: string;
  /** A port inside the URL, which `stream_port` replaces. */
  readonly port?: number | undefined;
  /** By the scheme; undefined without one. */
  readonly secure?: boolean | undefined;
}

const SECURE: Readonly<Record<string, boolean>> = { http: false, grpc: false, https: true, grpcs: true };

/** Reads `stream_url`: a host, with or without scheme, port and path; undefined when it names no host. */
export function parseStreamUrl(text: string): StreamUrl | undefined {
  const [, scheme, authority = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)/i.exec(text.trim()) ?? [];
  const secure = scheme === undefined ? undefined : SECURE[scheme.toLowerCase()];
  if (scheme !== undefined && secure === undefined) return undefined;
  if (isIPv6(authority)) return { host: authority, secure };
  const match = /^(?:\[([^\]]*)\]|([a-z0-9_.-]+))(?::(\d*))?$/i.exec(authority);
  if (!match) return undefined;
  const [, bracketed, plain, port = ''] = match;
  if (bracketed !== undefined && !isIPv6(bracketed)) return undefined;
  const number = Number(port);
  return {
    host: bracketed ?? (plain as string),
    secure,
    ...(isPort(number) ? { port: number } : {}),
  };
}

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

/** What a description knows of its target. */
export interface TargetFacts {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly secure?: boolean | undefined;
}

/**
 * The target a description names, `http://host:port` or `https://host:port`: plaintext unless its URL says https or
 * the user says `--tls`, and flags win. Null when host or port are unknown.
 */
export function streamTarget(
  { host, port, secure }: TargetFacts,
  flags: { readonly tls: boolean; readonly plaintext: boolean },
): string | null {
  if (host === undefined || port === undefined) return null;
  const scheme = flags.tls || (secure === true && !flags.plaintext) ? 'https' : 'http';
  return `${scheme}://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
