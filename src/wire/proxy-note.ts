import { BlockList, isIP, isIPv6 } from 'node:net';
import { printable } from '../base/text.ts';
import type { Target } from './target.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Variables by which gRPC clients and HTTP tools are sent through a proxy, the one that would win first. */
const PROXIES = ['grpc_proxy', 'https_proxy', 'http_proxy', 'all_proxy'] as const;
const EXCEPTIONS = ['no_grpc_proxy', 'no_proxy'] as const;

/**
 * What to say when the environment names a proxy by which another client would reach `target`: neither of our clients
 * follows one. Null when none is named, when `no_proxy` exempts the target, and for unix sockets.
 */
export function proxyNote(target: Target, env: Env): string | null {
  if (target.kind === 'unix') return null;
  const proxy = firstSet(PROXIES, env);
  if (!proxy || isExempt(target.host, target.port, firstSet(EXCEPTIONS, env)?.value ?? '')) return null;
  const reached = `${target.address} is reached directly`;
  return `${proxy.name} is set (${whereabouts(proxy.value)}) but not followed: ${reached}; name ${target.host} in no_proxy to silence this`;
}

/** Lower case wins over upper case, and an empty variable is none. */
function firstSet(names: readonly string[], env: Env): { readonly name: string; readonly value: string } | undefined {
  return names
    .flatMap((name) => [name, name.toUpperCase()])
    .map((name) => ({ name, value: env[name]?.trim() ?? '' }))
    .find(({ value }) => value !== '');
}

/** Host and port of a proxy: its URL may carry a password. */
function whereabouts(value: string): string {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const host = URL.canParse(text) ? new URL(text).host : '';
  return host === '' ? 'no usable URL' : printable(host, 120);
}

/** Whether one of the entries names the host: itself or a domain above it, an address or a subnet, `*`, each perhaps with a port. */
function isExempt(host: string, port: number, list: string): boolean {
  const name = host.replace(/\.$/, '').replace(/%.*$/, '');
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => covers(entry.toLowerCase(), name, port));
}

function covers(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  const [, bracketed, plain, itsPort] = /^(?:\[(.*)\]|([^:]*|.*:.*:.*?))(?::(\d+))?$/.exec(entry) ?? [];
  const named = bracketed ?? plain ?? '';
  if (itsPort !== undefined && Number(itsPort) !== port) return false;
  if (isIP(host) !== 0) return coversAddress(named, host);
  const domain = named.replace(/^\*?\./, '').replace(/\.$/, '');
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
}

function coversAddress(entry: string, host: string): boolean {
  const [address = '', prefix] = entry.split('/');
  if (isIP(address) === 0) return false;
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const bits = prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix);
  if (!Number.isInteger(bits) || bits < 0 || bits > (family === 'ipv6' ? 128 : 32)) return false;
  const subnet = new BlockList();
  subnet.addSubnet(address, bits, family);
  return subnet.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
}
