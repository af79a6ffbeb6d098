import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http2';
import { usage } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { formatSize } from '../base/units.ts';
import type { Metadata } from './types.ts';

/**
 * Metadata from the flat name, value list node:http2 hands over; pseudo-headers are left out. Several `-bin` values
 * joined by commas are told apart, since base64 has none.
 */
export function fromRawHeaders(raw: readonly string[]): Metadata {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const key = (raw[i] as string).toLowerCase();
    const value = raw[i + 1] as string;
    if (key.startsWith(':')) continue;
    if (key.endsWith('-bin')) for (const part of value.split(',')) pairs.push([key, part.trim()]);
    else pairs.push([key, value]);
  }
  return pairs;
}

/** The flat list of a headers object, where node:http2 hands over no list: repeated keys are already joined. */
export function flatHeaders(headers: IncomingHttpHeaders): string[] {
  return Object.entries(headers).flatMap(([key, value]) => [value ?? []].flat().flatMap((one) => [key, one]));
}

/** Headers for node:http2; a repeated key becomes a list, and blanks around a value, which HTTP/2 forbids, are left out. */
export function toHeaders(metadata: Metadata): OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (const [key, value] of metadata) {
    const earlier = headers[key];
    const trimmed = value.trim();
    headers[key] = earlier === undefined ? trimmed : [...(Array.isArray(earlier) ? earlier : [earlier]), trimmed];
  }
  return headers;
}

/** The value of a key, repeated ones joined by `, `; undefined when it is absent. */
export function metadataValue(metadata: Metadata | null, key: string): string | undefined {
  let found: string | undefined;
  for (const [name, value] of metadata ?? []) {
    if (name === key) found = found === undefined ? value : `${found}, ${value}`;
  }
  return found;
}

const KEY = /^[0-9a-z_.-]+$/;
const VALUE = /^[\x20-\x7e]*$/;
/** Keys node:http2 sends once only. */
const ONCE =
  /^(?:access-control-(?:allow-credentials|max-age|request-method)|age|authorization|content-.*|date|dnt|etag|expires|from|host|if-.*|last-modified|location|max-forwards|proxy-authorization|range|referer|retry-after|te|tk|upgrade-insecure-requests|user-agent|x-content-type-options)$/;
/** Keys of HTTP/1.1 connections, which HTTP/2 forbids. */
const HOP = /^(?:connection|content-length|host|http2-settings|keep-alive|proxy-connection|transfer-encoding|upgrade)$/;
/** Longest metadata sent, counted as RFC 9113 counts a header list; most servers take 8 or 16 KiB. */
const MOST_BYTES = 1024 * 1024;
const FIELD_OVERHEAD = 32;
const HINT = 'keys are made of a-z, 0-9, "_", "-" and ".", values of printable ASCII, or base64 for keys in -bin';

/** Whether a key can be sent at all. */
export function isLegalKey(key: string): boolean {
  return KEY.test(key);
}

/** Whether a key belongs to HTTP's connections and is never metadata. */
export function isHopKey(key: string): boolean {
  return HOP.test(key);
}

/** Whether a value can be sent as it is. */
export function isLegalValue(value: string): boolean {
  return VALUE.test(value);
}

/**
 * Throws a usage failure for metadata that cannot be sent. node:http2 must never see it: it answers by destroying the
 * whole session.
 */
export function checkMetadata(metadata: Metadata): void {
  const seen = new Set<string>();
  for (const [key, value] of metadata) {
    if (!isLegalKey(key)) throw usage(`"${printable(key, 80)}" is no metadata key`, HINT);
    if (isHopKey(key)) throw usage(`${key} belongs to HTTP and is no metadata`);
    if (!isLegalValue(value)) throw usage(`the value of ${key} cannot be sent`, HINT);
    if (seen.has(key) && ONCE.test(key)) throw usage(`${key} may be given once only`);
    seen.add(key);
  }
  const bytes = metadata.reduce((sum, [key, value]) => sum + key.length + value.length + FIELD_OVERHEAD, 0);
  if (bytes > MOST_BYTES) throw usage(`the metadata takes ${formatSize(bytes)}; more than 1 MiB is not sent`);
}
