import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http2';
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

/** Headers for node:http2; a repeated key becomes a list. */
export function toHeaders(metadata: Metadata): OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (const [key, value] of metadata) {
    const earlier = headers[key];
    headers[key] = earlier === undefined ? value : [...(Array.isArray(earlier) ? earlier : [earlier]), value];
  }
  return headers;
}

/** The value of a key, repeated ones joined by `, `; undefined when it is absent. */
export function metadataValue(metadata: Metadata | null, key: string): string | undefined {
  const values = (metadata ?? []).filter(([name]) => name === key).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}
