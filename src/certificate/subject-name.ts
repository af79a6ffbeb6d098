import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** A name a certificate is good for. */
export interface SubjectName {
  readonly type: 'dns' | 'ip' | 'email';
  readonly value: string;
}

/** Octets of a host name (RFC 1035, 2.3.4), less the root's. */
const LONGEST = 253;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * A host as clients will dial it: a name, in any script, with a first label `*` if you like, or an IP address, brackets
 * or none; `undefined` when it is neither.
 */
export function parseHost(text: string): SubjectName | undefined {
  const bare = text.trim().replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0) return bare.includes('%') ? undefined : { type: 'ip', value: shortAddress(bare) };
  const [, wildcard = '', name = ''] = /^(\*\.)?(.*?)\.?$/.exec(bare) ?? [];
  const ascii = domainToASCII(name);
  const labels = ascii.split('.');
  // What ends in a number is meant as an address, and a wrong one.
  const legal = labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
  const value = wildcard + ascii;
  return legal && value.length <= LONGEST ? { type: 'dns', value } : undefined;
}

/** The name a client is told by, as a subject alternative name too where it has the form of one. */
export function clientNames(name: string): readonly SubjectName[] {
  const [, domain] = /^[\w.+-]+@(.+)$/.exec(name) ?? [];
  if (domain !== undefined) return parseHost(domain)?.type === 'dns' ? [{ type: 'email', value: name }] : [];
  const host = parseHost(name);
  return host === undefined ? [] : [host];
}

/** An address in its one short form (RFC 5952), hexadecimal throughout. */
export function shortAddress(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}
